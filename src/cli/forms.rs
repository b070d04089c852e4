//! What is written: flags that several subcommands have.

use clap::ValueEnum;
use serde_json::{Map, Value, json};
use trich::Error;
use trich::annotation::Tool;
use trich::sink::{Dialect, Format, Formats, Lang, Pack};

use super::manifest::given;

#[derive(clap::Args)]
#[group(id = "forms")]
pub struct Args {
    /// Forms of output [default: jsonl,csv; on standard output always jsonl]
    #[arg(long, value_name = "FORMATS", value_delimiter = ',')]
    format: Vec<Form>,

    /// Language of the headings in the workbook [default: en]
    #[arg(long, value_name = "LANG")]
    lang: Option<Language>,

    /// How CSV files are written [default: plain]
    #[arg(long, value_name = "DIALECT")]
    csv_dialect: Option<CsvDialect>,

    /// Compress JSON lines, CSV and the files of annotation tools that are of lines
    #[arg(long, value_name = "HOW")]
    compress: Option<Compress>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Compress {
    /// gzip: articles.jsonl.gz
    Gz,
    /// Zstandard, faster: articles.jsonl.zst
    Zst,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// articles.jsonl: a record a line
    Jsonl,
    /// json/: a file for each article
    Json,
    /// a CSV file for articles, for sentences and for each kind of fact
    Csv,
    /// trich.xlsx: a workbook with the same tables
    Xlsx,
    /// trich.sqlite: a database with the same tables, views and full-text search
    Sqlite,
    /// a Parquet file for each of those tables
    Parquet,
    /// report/index.html: pages to look at in a browser, with search, plots and every fact in its sentence
    Report,
    /// brat/: text and standoff annotation of each article, for brat
    Brat,
    /// doccano.jsonl: for doccano
    Doccano,
    /// label-studio.json: tasks with predictions, for Label Studio
    LabelStudio,
    /// articles.conll: a token and its BIO tag a line
    Conll,
    /// spacy.jsonl: a Doc of spaCy a line
    Spacy,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Language {
    /// English
    En,
    /// Vietnamese
    Vi,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum CsvDialect {
    /// commas between cells, points in numbers
    Plain,
    /// semicolons between cells, commas in numbers, as Excel expects on Vietnamese Windows
    ExcelVi,
}

impl Args {
    /// What was asked for. Standard output takes JSON lines only.
    pub fn formats(&self, is_stdout: bool) -> Result<Formats, Error> {
        let asked: Vec<Format> = self.format.iter().map(|&form| form.into()).collect();
        if is_stdout && asked.iter().any(|&format| format != Format::Jsonl) {
            let message = "expected --format jsonl on standard output: the other forms need a folder, -o OUT";
            return Err(Error::usage(message));
        }
        if is_stdout && self.compress.is_some() {
            return Err(Error::usage("expected no --compress on standard output: pipe it through gzip or zstd"));
        }
        let formats = match (is_stdout, asked.is_empty()) {
            (true, _) => Formats::new(&[Format::Jsonl]),
            (false, true) => Formats::new(&[Format::Jsonl, Format::Csv]),
            (false, false) => Formats::new(&asked),
        };
        Ok(formats.in_lang(self.lang()).in_dialect(self.dialect()).packed(self.pack()))
    }

    /// What was asked for, as a manifest has it.
    pub fn options(&self) -> Map<String, Value> {
        let forms = self.format.iter().map(|form| named(*form)).collect::<Vec<_>>();
        let forms = if forms.is_empty() { vec![named(Form::Jsonl), named(Form::Csv)] } else { forms };
        Map::from_iter(given([
            ("format", Some(json!(forms))),
            ("lang", self.lang.map(named).map(Value::from)),
            ("csv_dialect", self.csv_dialect.map(named).map(Value::from)),
            ("compress", self.compress.map(named).map(Value::from)),
        ]))
    }

    fn pack(&self) -> Pack {
        match self.compress {
            None => Pack::Plain,
            Some(Compress::Gz) => Pack::Gz,
            Some(Compress::Zst) => Pack::Zst,
        }
    }

    fn lang(&self) -> Lang {
        if self.lang == Some(Language::Vi) { Lang::Vi } else { Lang::En }
    }

    fn dialect(&self) -> Dialect {
        if self.csv_dialect == Some(CsvDialect::ExcelVi) { Dialect::ExcelVi } else { Dialect::Plain }
    }
}

/// The name of a value on the command line.
fn named(value: impl ValueEnum) -> String {
    value.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
}

impl From<Form> for Format {
    fn from(form: Form) -> Format {
        match form {
            Form::Jsonl => Format::Jsonl,
            Form::Json => Format::Json,
            Form::Csv => Format::Csv,
            Form::Xlsx => Format::Xlsx,
            Form::Sqlite => Format::Sqlite,
            Form::Parquet => Format::Parquet,
            Form::Report => Format::Report,
            Form::Brat => Format::Annotation(Tool::Brat),
            Form::Doccano => Format::Annotation(Tool::Doccano),
            Form::LabelStudio => Format::Annotation(Tool::LabelStudio),
            Form::Conll => Format::Annotation(Tool::Conll),
            Form::Spacy => Format::Annotation(Tool::Spacy),
        }
    }
}
