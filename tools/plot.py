"""Draws lines over logarithmic axes as SVG: what `docs/scale.tsv` holds, as `docs/scale.svg`.

    python3 tools/plot.py docs/scale.tsv > docs/scale.svg

A row of the table is a point: name of the panel, name of the line, x, y. A comment `# panel<TAB>heading<TAB>x axis<TAB>y axis`
gives a panel its words. Panels and lines come in the order in which the table has them.
"""

import math
import sys

WIDTH, HEIGHT = 420, 300
LEFT, RIGHT, TOP, BOTTOM = 64, 16, 40, 52
COLOURS = ["#1b6ca8", "#c0392b", "#2e8b57", "#8e44ad"]


def read(lines):
    words, panels = {}, {}
    for line in lines:
        cells = line.rstrip("\n").split("\t")
        if line.startswith("# ") and len(cells) == 4:
            words[cells[0][2:]] = cells[1:]
        elif line.strip() and not line.startswith("#"):
            panel, name, x, y = cells
            panels.setdefault(panel, {}).setdefault(name, []).append((float(x), float(y)))
    return words, panels


def powers(values):
    """The powers of ten around the values."""
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return range(low, max(high, low + 1) + 1)


def short(power):
    names = {0: "1", 1: "10", 2: "100", 3: "1,000", -1: "0.1", -2: "0.01", -3: "0.001"}
    return names.get(power, f"10<tspan dy='-4' font-size='8'>{power}</tspan>")


def text(x, y, words, more=""):
    return f'<text x="{x:.1f}" y="{y:.1f}" {more}>{words}</text>'


def axes(ticks_x, ticks_y, place, heading):
    title, label_x, label_y = heading
    right, bottom = WIDTH - RIGHT, HEIGHT - BOTTOM
    yield text(LEFT, 20, title, 'font-weight="bold"')
    yield text((LEFT + right) / 2, HEIGHT - 14, label_x, 'text-anchor="middle"')
    middle = (TOP + bottom) / 2
    yield text(14, middle, label_y, f'text-anchor="middle" transform="rotate(-90 14 {middle:.1f})"')
    for power in ticks_x:
        x, _ = place(10.0**power, 10.0 ** ticks_y[0])
        yield f'<path d="M{x:.1f} {TOP}V{bottom}" stroke="#ddd"/>'
        yield text(x, bottom + 16, short(power), 'text-anchor="middle"')
    for power in ticks_y:
        _, y = place(10.0 ** ticks_x[0], 10.0**power)
        yield f'<path d="M{LEFT} {y:.1f}H{right}" stroke="#ddd"/>'
        yield text(LEFT - 6, y + 4, short(power), 'text-anchor="end"')


def curves(lines, place):
    for number, (name, points) in enumerate(lines.items()):
        colour = COLOURS[number % len(COLOURS)]
        places = [place(*point) for point in points]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>'
        yield from (f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in places)
        yield text(LEFT + 10, TOP + 16 + 15 * number, name, f'fill="{colour}"')


def panel(lines, heading):
    points = [point for line in lines.values() for point in line]
    ticks_x, ticks_y = powers([x for x, _ in points]), powers([y for _, y in points])

    def place(x, y):
        across = (math.log10(x) - ticks_x[0]) / (ticks_x[-1] - ticks_x[0])
        up = (math.log10(y) - ticks_y[0]) / (ticks_y[-1] - ticks_y[0])
        return LEFT + across * (WIDTH - LEFT - RIGHT), HEIGHT - BOTTOM - up * (HEIGHT - TOP - BOTTOM)

    yield from axes(ticks_x, ticks_y, place, heading)
    yield from curves(lines, place)


def main():
    with open(sys.argv[1], encoding="utf-8") as table:
        words, panels = read(table)
    size = f'width="{WIDTH * len(panels)}" height="{HEIGHT}" viewBox="0 0 {WIDTH * len(panels)} {HEIGHT}"'
    print(f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif" font-size="11">')
    print(f'<rect width="100%" height="100%" fill="#fff"/>')
    for number, (name, lines) in enumerate(panels.items()):
        print(f'<g transform="translate({number * WIDTH} 0)">')
        print("\n".join(panel(lines, words.get(name, [name, "", ""]))))
        print("</g>")
    print("</svg>")


if __name__ == "__main__":
    main()
