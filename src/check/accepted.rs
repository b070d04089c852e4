//! Where accepted output and gold stand, and how the former is written.

use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::sink::safe_name;
use crate::source::{Container, Raw};

/// The file of a kind (`expected`, `gold`) that belongs to an article: `a.expected.tsv` for `a.txt`,
/// `page.html.expected.tsv` for `page.html`, and `feed.jsonl.expected/7.expected.tsv` for an article out of many in one
/// file, by its number there or its id.
pub fn beside(raw: &Raw, kind: &str) -> PathBuf {
    let file = &raw.file;
    let is_whole = raw.line.is_none() && (file.container.is_single() || file.container == Container::Json);
    if is_whole && !file.is_member {
        return named(&file.path, kind);
    }
    let number = raw.id.strip_prefix(&*file.stem).and_then(|rest| rest.strip_prefix('#'));
    let mut folder = file.path.clone().into_os_string();
    folder.push(format!(".{kind}"));
    Path::new(&folder).join(format!("{}.{kind}.tsv", safe_name(number.unwrap_or(&raw.id))))
}

fn named(path: &Path, kind: &str) -> PathBuf {
    let mut name = match path.extension() {
        Some(ending) if ending == "txt" => path.with_extension("").into_os_string(),
        _ => path.as_os_str().to_owned(),
    };
    name.push(format!(".{kind}.tsv"));
    name.into()
}

/// The text of such a file; `None` where there is none. Where it cannot be read, says why.
pub(super) fn read_beside(path: &Path) -> Result<Option<String>, String> {
    match std::fs::read(path).map(String::from_utf8) {
        Ok(Ok(text)) => Ok(Some(text)),
        Ok(Err(_)) => Err("expected UTF-8".to_owned()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.to_string()),
    }
}

/// Takes output over as the accepted one. The file is whole or as it was before.
pub fn accept(path: &Path, output: &str) -> Result<(), Error> {
    let failed = |error| Error::io(format!("could not write {}", path.display()), error);
    let folder = path.parent().unwrap_or(Path::new("."));
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    std::fs::create_dir_all(folder).map_err(failed)?;
    let mut draft = tempfile::Builder::new().prefix(".trich-").tempfile_in(folder).map_err(failed)?;
    draft.write_all(output.as_bytes()).map_err(failed)?;
    open_to_all(draft.path()).map_err(failed)?;
    draft.persist(path).map(|_| ()).map_err(|error| failed(error.error))
}

/// Gives a draft, which only its owner may read, the rights of any new file.
#[cfg(unix)]
fn open_to_all(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn open_to_all(_path: &Path) -> std::io::Result<()> {
    Ok(())
}
