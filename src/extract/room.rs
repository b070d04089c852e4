//! The trait of a room, and the list of rooms.

use crate::diagnostic::Diagnostic;
use crate::error::Error;
use crate::lexicon::{Builder, Tag};
use crate::segment::Kind;
use crate::text::Span;

use super::{Context, Fact};

/// What a rule saw at one place, before overlaps are settled.
#[derive(Clone, Debug)]
pub struct Candidate<T> {
    /// Bytes of the normalized text.
    pub span: Span,
    /// `<room>/<rule>`.
    pub rule: &'static str,
    /// What it means, with unknown parts open.
    pub seen: T,
}

/// Something that speaks for or against a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// What it is, for readers.
    pub what: &'static str,
    /// How much it speaks for the fact; negative where it speaks against it.
    pub points: i32,
}

/// Where a room's candidates go.
pub struct Finding<'f, T> {
    pub(super) out: &'f mut Vec<Candidate<super::Seen>>,
    pub(super) wrap: fn(T) -> super::Seen,
}

impl<T> Finding<'_, T> {
    /// Proposes a fact.
    pub fn push(&mut self, span: Span, rule: &'static str, seen: T) {
        self.out.push(Candidate { span, rule, seen: (self.wrap)(seen) });
    }
}

/// At which tokens a room is asked.
#[derive(Clone, Debug, Default)]
pub struct Triggers {
    /// Kinds of tokens.
    pub kinds: Vec<Kind>,
    /// Lexicon tags of entries that begin at the token.
    pub tags: Vec<Tag>,
}

/// A date that stands in the text, for rooms that come after the date room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dated {
    /// The words of the date.
    pub span: Span,
    /// First and last day meant, both included.
    pub begin: jiff::civil::Date,
    /// See `begin`.
    pub end: jiff::civil::Date,
}

/// What rooms tell the rooms after them.
#[derive(Clone, Debug, Default)]
pub struct Shared {
    /// Dates with a calendar value, in text order.
    pub dates: Vec<Dated>,
}

/// One kind of fact.
pub trait Room: Sized + Send + Sync {
    /// Name of the folder and first part of its rule ids.
    const NAME: &'static str;
    /// True for a room that wins where another one saw as many words.
    const PREVAILS: bool = false;
    /// True for the room of the user's own kinds, which wins over all others that saw as many words.
    const IS_OWN: bool = false;
    /// What a rule saw, with unknown parts open.
    type Seen: Clone + std::fmt::Debug + Send;
    /// What the record shows.
    type Fact<'a>: Fact;

    /// Reads the room's word lists.
    fn load(builder: &mut Builder) -> Result<Self, Error>;

    /// At which tokens [`Room::find`] is called.
    fn triggers(&self) -> Triggers;

    /// Looks at the text from token `at` on, proposes what it finds, and says from which token on it wants to be asked
    /// again (at least `at + 1`). May look at the tokens before `at`, too.
    fn find(&self, cx: &Context<'_>, at: usize, finding: &mut Finding<'_, Self::Seen>) -> usize;

    /// What speaks for and against what was seen, for rooms that weigh it; empty for others. Asked only where a reader
    /// wants to know.
    fn evidence(&self, _cx: &Context<'_>, _seen: &Self::Seen) -> Vec<Evidence> {
        Vec::new()
    }

    /// Completes and links the mentions that were kept, in text order.
    fn resolve<'a>(
        &self,
        cx: &Context<'a>,
        mentions: Vec<Candidate<Self::Seen>>,
        shared: &mut Shared,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Vec<Self::Fact<'a>>;
}

/// Makes the list of rooms: the set of rooms, what they see, and the facts of a record.
///
/// `guards` hold places that are no fact; they take part in settling and are then dropped. Each entry of `facts` gives
/// the field of the record, the room, and the fact's type.
macro_rules! rooms {
    (guards { $($guard:ident: $guard_room:ty,)* } facts { $($(#[$attribute:meta])* $field:ident: $room:ty => $module:ident::$fact:ident,)+ }) => {
        /// Every room, with its lists.
        pub struct Rooms {
            $($guard: $guard_room,)*
            $($field: $room,)+
        }

        /// What some room saw.
        #[derive(Clone, Debug)]
        #[allow(non_camel_case_types, missing_docs)]
        pub enum Seen {
            $($guard(<$guard_room as Room>::Seen),)*
            $($field(<$room as Room>::Seen),)+
        }

        /// The facts of an article, by kind.
        #[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
        #[allow(missing_docs)]
        pub struct Facts<'a> {
            $(#[serde(default)] $(#[$attribute])* pub $field: Vec<$module::$fact<'a>>,)+
        }

        #[allow(non_camel_case_types)]
        #[derive(Clone, Copy)]
        enum Index { $($guard,)* $($field,)+ }

        impl Rooms {
            /// Number of rooms, guards included.
            pub const COUNT: usize = [$(stringify!($guard),)* $(stringify!($field),)+].len();

            /// Reads the lists of every room into `builder`.
            pub fn load(builder: &mut Builder) -> Result<Rooms, Error> {
                Ok(Rooms {
                    $($guard: <$guard_room as Room>::load(builder)?,)*
                    $($field: <$room as Room>::load(builder)?,)+
                })
            }

            /// The triggers of each room, in order.
            pub(super) fn triggers(&self) -> Vec<Triggers> {
                vec![$(self.$guard.triggers(),)* $(self.$field.triggers(),)+]
            }

            /// Asks room `index` at token `at`.
            pub(super) fn find(
                &self,
                index: usize,
                cx: &Context<'_>,
                at: usize,
                out: &mut Vec<Candidate<Seen>>,
            ) -> usize {
                $(if index == Index::$guard as usize {
                    return self.$guard.find(cx, at, &mut Finding { out, wrap: Seen::$guard });
                })*
                $(if index == Index::$field as usize {
                    return self.$field.find(cx, at, &mut Finding { out, wrap: Seen::$field });
                })+
                at + 1
            }

            /// What speaks for and against a candidate.
            pub(super) fn evidence(&self, cx: &Context<'_>, seen: &Seen) -> Vec<Evidence> {
                match seen {
                    $(Seen::$guard(seen) => self.$guard.evidence(cx, seen),)*
                    $(Seen::$field(seen) => self.$field.evidence(cx, seen),)+
                }
            }

            /// Completes and links the kept mentions, which do not overlap, room by room.
            pub(super) fn resolve<'a>(
                &self,
                cx: &Context<'a>,
                kept: impl Iterator<Item = Candidate<Seen>>,
                diagnostics: &mut Vec<Diagnostic>,
            ) -> Facts<'a> {
                $(let mut $field = Vec::new();)+
                for Candidate { span, rule, seen } in kept {
                    match seen {
                        $(Seen::$guard(_) => {})*
                        $(Seen::$field(seen) => $field.push(Candidate { span, rule, seen }),)+
                    }
                }
                let mut shared = Shared::default();
                let mut facts = Facts::default();
                $($field.sort_by_key(|mention| mention.span.start);)+
                $(facts.$field = self.$field.resolve(cx, $field, &mut shared, diagnostics);)+
                facts
            }
        }

        impl Seen {
            /// Place of the room in the list.
            pub(super) fn room(&self) -> usize {
                match self {
                    $(Seen::$guard(_) => Index::$guard as usize,)*
                    $(Seen::$field(_) => Index::$field as usize,)+
                }
            }

            /// How strong the room is against others that saw as many words.
            pub(super) fn strength(&self) -> u8 {
                match self {
                    $(Seen::$guard(_) => u8::from(<$guard_room as Room>::PREVAILS),)*
                    $(Seen::$field(_) => u8::from(<$room as Room>::PREVAILS) + 2 * u8::from(<$room as Room>::IS_OWN),)+
                }
            }

            /// Name of the room.
            pub fn room_name(&self) -> &'static str {
                match self {
                    $(Seen::$guard(_) => <$guard_room as Room>::NAME,)*
                    $(Seen::$field(_) => <$room as Room>::NAME,)+
                }
            }
        }

        impl Facts<'_> {
            /// Names of the kinds, as in the record.
            pub const KINDS: &'static [&'static str] = &[$(stringify!($field),)+];

            /// The place of a kind in [`Facts::KINDS`].
            pub fn place(kind: &str) -> Option<usize> {
                Facts::KINDS.iter().position(|&name| name == kind)
            }

            /// Calls `visit` with the name, the Vietnamese heading and the columns of each kind's table.
            pub fn each_table(visit: &mut dyn FnMut(&'static str, &'static str, &'static [Column])) {
                $({
                    type Own = $module::$fact<'static>;
                    visit(stringify!($field), <Own as Fact>::heading(), <Own as Fact>::columns());
                })+
            }

            /// Calls `visit` with each view of each kind.
            pub fn each_view(visit: &mut dyn FnMut(&'static View)) {
                $(<$module::$fact<'static> as Fact>::views().iter().for_each(&mut *visit);)+
            }

            /// Drops the facts for which `keep`, called with kind and rows, says so.
            pub fn retain(&mut self, keep: &mut dyn FnMut(&'static str, &[(&Mention<'_>, Vec<Cell<'_>>)]) -> bool) {
                $(self.$field.retain(|fact| {
                    let mut rows = Vec::new();
                    fact.rows(&mut |mention, cells| rows.push((mention, cells)));
                    keep(stringify!($field), &rows)
                });)+
            }

            /// Calls `add` with the kind, mention and cells of each row.
            pub fn each_row<'s>(&'s self, add: &mut dyn FnMut(&'static str, &'s Mention<'s>, Vec<Cell<'s>>)) {
                $(for fact in &self.$field {
                    fact.rows(&mut |mention, cells| add(stringify!($field), mention, cells));
                })+
            }

            /// Calls `visit` with the kind, the summary and the mentions of each fact.
            pub fn each_fact<'s>(&'s self, visit: &mut dyn FnMut(&'static str, String, Vec<&'s Mention<'s>>)) {
                $(for fact in &self.$field {
                    visit(stringify!($field), fact.summary(), fact.mentions().collect());
                })+
            }

            /// Calls `visit` with each kind that has an index over many articles, the name and the columns of that.
            pub fn each_index(visit: &mut dyn FnMut(&'static str, &'static str, &'static [IndexColumn])) {
                $({
                    let columns = <$module::$fact<'static> as Fact>::index_columns();
                    if !columns.is_empty() {
                        visit(stringify!($field), concat!(stringify!($field), "_index"), columns);
                    }
                })+
            }

            /// Calls `add` with the kind of each fact that the index takes up, and what it adds.
            pub fn each_sighting<'s>(&'s self, add: &mut dyn FnMut(&'static str, Sighting<'s>)) {
                $(self.$field.iter().filter_map(Fact::sighting).for_each(|sighting| add(stringify!($field), sighting));)+
            }

            /// Number of facts of each kind, in the order of [`Facts::KINDS`]; documents and persons count as entities.
            pub fn counts(&self) -> Vec<usize> {
                vec![$(self.$field.len(),)+]
            }
        }
    };
}
pub(super) use rooms;
