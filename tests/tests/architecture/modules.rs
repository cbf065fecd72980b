//! The dependencies between modules, from the sources of one library or binary.
//!
//! The sources are read as tokens, so that comments and text don't count and paths inside macros do. Code under
//! `#[cfg(test)]` is left out.
//!
//! Modules are compared with their siblings. A module includes everything below it, so `order::decide` that uses
//! `customer::write` is an edge from `order` to `customer`. A parent and its children may use each other: from the
//! outside, a folder is one unit.

use std::collections::{BTreeMap, BTreeSet, HashSet, VecDeque};
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// One library or binary.
pub(crate) struct ModuleTree {
    modules: Vec<Module>,
}

struct Module {
    name: String,
    parent: Option<usize>,
    children: BTreeMap<String, usize>,
    /// Names that `use` imports, with their paths.
    imports: BTreeMap<String, Vec<String>>,
    /// Paths of glob imports.
    globs: Vec<Vec<String>>,
    /// Names that are defined here.
    items: BTreeSet<String>,
    /// All paths in this module.
    paths: Vec<(Vec<String>, Place)>,
}

#[derive(Clone)]
struct Place {
    file: PathBuf,
    line: usize,
}

/// One module uses another.
#[derive(Clone)]
struct Use {
    path: String,
    place: Place,
}

/// The location of a file's child modules, and the reader's state.
struct File<'a> {
    path: PathBuf,
    children: PathBuf,
    read: &'a dyn Fn(&Path) -> Option<String>,
}

impl File<'_> {
    fn place(&self, line: usize) -> Place {
        Place {
            file: self.path.clone(),
            line,
        }
    }
}

impl ModuleTree {
    /// Reads a `lib.rs` or `main.rs` and all modules below it.
    pub(crate) fn read(root: &Path) -> Self {
        Self::read_with(root, &|path| std::fs::read_to_string(path).ok())
    }

    fn read_with(root: &Path, read: &dyn Fn(&Path) -> Option<String>) -> Self {
        let mut tree = Self { modules: Vec::new() };
        let top = tree.add(None, "crate");
        tree.read_file(top, root.to_owned(), root.with_file_name(""), read);
        tree
    }

    fn add(&mut self, parent: Option<usize>, name: &str) -> usize {
        let index = self.modules.len();
        self.modules.push(Module {
            name: name.to_owned(),
            parent,
            children: BTreeMap::new(),
            imports: BTreeMap::new(),
            globs: Vec::new(),
            items: BTreeSet::new(),
            paths: Vec::new(),
        });
        if let Some(parent) = parent {
            self.modules[parent].children.insert(name.to_owned(), index);
        }
        index
    }

    fn read_file(
        &mut self,
        module: usize,
        path: PathBuf,
        children: PathBuf,
        read: &dyn Fn(&Path) -> Option<String>,
    ) {
        let text = read(&path).unwrap_or_else(|| panic!("{} cannot be read", path.display()));
        let tokens: TokenStream = text
            .parse()
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let file = File { path, children, read };
        self.scan(module, tokens, &file);
    }

    /// Reads the tokens of a module, or of a group inside it.
    fn scan(&mut self, module: usize, tokens: TokenStream, file: &File<'_>) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        while at < tokens.len() {
            if let Some(attribute) = attribute_at(&tokens, at) {
                at = match is_test_only(&attribute) {
                    true => after_item(&tokens, at + 2),
                    false => at + 2,
                };
                continue;
            }
            match &tokens[at] {
                TokenTree::Group(group) => {
                    self.scan(module, group.stream(), file);
                    at += 1;
                }
                TokenTree::Ident(word) if word == "mod" => at = self.child(module, &tokens, at, file),
                TokenTree::Ident(word) if word == "use" => {
                    let end = (at..tokens.len())
                        .find(|&end| is_punct(&tokens, end, ';'))
                        .unwrap_or(tokens.len());
                    // `impl Trait + use<'a>` isn't an import.
                    if !is_punct(&tokens, at + 1, '<') {
                        self.use_tree(module, &tokens[at + 1..end], Vec::new(), file);
                        at = end;
                    }
                    at += 1;
                }
                TokenTree::Ident(word) => {
                    if DEFINING.contains(&word.to_string().as_str())
                        && let Some(TokenTree::Ident(name)) = tokens.get(at + 1)
                    {
                        self.modules[module].items.insert(name.to_string());
                    }
                    at = self.path(module, &tokens, at, file);
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => at += 1,
            }
        }
    }

    /// Reads `mod name;` or `mod name { … }` and returns the index after it.
    fn child(&mut self, module: usize, tokens: &[TokenTree], at: usize, file: &File<'_>) -> usize {
        let Some(TokenTree::Ident(name)) = tokens.get(at + 1) else {
            return at + 1;
        };
        let name = name.to_string();
        let folder = file.children.join(&name);
        match tokens.get(at + 2) {
            Some(TokenTree::Punct(_)) => {
                let child = self.add(Some(module), &name);
                let beside = file.children.join(format!("{name}.rs"));
                let path = match (file.read)(&beside) {
                    Some(_) => beside,
                    None => folder.join("mod.rs"),
                };
                self.read_file(child, path, folder, file.read);
            }
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                let child = self.add(Some(module), &name);
                let inline = File {
                    path: file.path.clone(),
                    children: folder,
                    read: file.read,
                };
                self.scan(child, group.stream(), &inline);
            }
            _ => {}
        }
        at + 3
    }

    /// Reads the tokens between `use` and `;`, or one branch of them.
    fn use_tree(&mut self, module: usize, tokens: &[TokenTree], mut path: Vec<String>, file: &File<'_>) {
        let mut at = 0;
        let mut alias = None;
        let mut place = None;
        while let Some(token) = tokens.get(at) {
            match token {
                TokenTree::Ident(word) if word == "as" => {
                    alias = tokens.get(at + 1).map(ToString::to_string);
                    at += 1;
                }
                TokenTree::Ident(word) => {
                    path.push(word.to_string());
                    place = Some(word.span().start().line);
                }
                TokenTree::Group(group) => {
                    let branches: Vec<TokenTree> = group.stream().into_iter().collect();
                    for branch in branches.split(|token| is_char(token, ',')) {
                        if !branch.is_empty() {
                            self.use_tree(module, branch, path.clone(), file);
                        }
                    }
                    return;
                }
                TokenTree::Punct(punct) if punct.as_char() == '*' => {
                    let place = file.place(punct.span().start().line);
                    self.modules[module].paths.push((path.clone(), place));
                    self.modules[module].globs.push(path);
                    return;
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
            at += 1;
        }
        // `use a::{self}` imports `a`.
        if path.len() > 1 && path.last().is_some_and(|last| last == "self") {
            path.pop();
        }
        let (Some(line), Some(last)) = (place, path.last()) else {
            return;
        };
        let name = alias.unwrap_or_else(|| last.clone());
        let place = file.place(line);
        self.modules[module].paths.push((path.clone(), place));
        self.modules[module].imports.insert(name, path);
    }

    /// Reads a path that begins at an identifier and returns the index after it.
    fn path(&mut self, module: usize, tokens: &[TokenTree], at: usize, file: &File<'_>) -> usize {
        let continues = at > 0 && is_char(&tokens[at - 1], '.')
            || at > 1 && is_char(&tokens[at - 1], ':') && is_char(&tokens[at - 2], ':');
        let mut path = vec![tokens[at].to_string()];
        let mut end = at + 1;
        while is_punct(tokens, end, ':') && is_punct(tokens, end + 1, ':') {
            let Some(TokenTree::Ident(word)) = tokens.get(end + 2) else {
                break;
            };
            path.push(word.to_string());
            end += 3;
        }
        if !continues && path.len() > 1 {
            let place = file.place(tokens[at].span().start().line);
            self.modules[module].paths.push((path, place));
        }
        end
    }

    /// Resolves a path in a module. Returns every module along the path, and whether the last one is the path's target
    /// (instead of a module with an item that is the target).
    fn resolve(
        &self,
        from: usize,
        path: &[String],
        visited: &mut HashSet<(usize, String)>,
        through: &mut Vec<usize>,
    ) -> Option<(usize, bool)> {
        let (mut at, mut rest) = match path.first()?.as_str() {
            "crate" => (0, &path[1..]),
            "self" => (from, &path[1..]),
            "super" => (self.modules[from].parent?, &path[1..]),
            name => self.step(from, name, visited, through).and_then(|(at, whole)| {
                through.push(at);
                whole.then_some((at, &path[1..]))
            })?,
        };
        while let Some(name) = rest.first() {
            if name == "super" {
                at = self.modules[at].parent?;
            } else {
                match self.step(at, name, visited, through) {
                    Some((next, true)) => at = next,
                    Some((next, false)) => {
                        through.push(next);
                        return Some((next, false));
                    }
                    None => return Some((at, false)),
                }
            }
            through.push(at);
            rest = &rest[1..];
        }
        Some((at, true))
    }

    /// The meaning of a name inside a module: a child, something imported, or an item of a glob-imported module.
    fn step(
        &self,
        at: usize,
        name: &str,
        visited: &mut HashSet<(usize, String)>,
        through: &mut Vec<usize>,
    ) -> Option<(usize, bool)> {
        if !visited.insert((at, name.to_owned())) {
            return None;
        }
        let module = &self.modules[at];
        if let Some(&child) = module.children.get(name) {
            return Some((child, true));
        }
        if module.items.contains(name) {
            return Some((at, false));
        }
        if let Some(path) = module.imports.get(name)
            && path.first().is_none_or(|first| first != name)
        {
            return self.resolve(at, path, visited, through);
        }
        module.globs.iter().find_map(|path| {
            let mut ways = Vec::new();
            let (target, _) = self.resolve(at, path, visited, &mut ways)?;
            let found = self.step(target, name, visited, &mut ways)?;
            through.append(&mut ways);
            Some(found)
        })
    }

    fn ancestors(&self, module: usize) -> Vec<usize> {
        let mut line = vec![module];
        let mut at = module;
        while let Some(parent) = self.modules[at].parent {
            line.push(parent);
            at = parent;
        }
        line.reverse();
        line
    }

    /// The name of a module with its parents' names.
    fn full_name(&self, module: usize) -> String {
        let names: Vec<&str> = self.ancestors(module)[1..]
            .iter()
            .map(|&index| self.modules[index].name.as_str())
            .collect();
        names.join("::")
    }

    /// All edges between siblings in the whole tree.
    fn edges(&self) -> BTreeMap<usize, BTreeMap<usize, Use>> {
        let mut edges: BTreeMap<usize, BTreeMap<usize, Use>> = BTreeMap::new();
        for (from, module) in self.modules.iter().enumerate() {
            for (path, place) in &module.paths {
                let mut through = Vec::new();
                self.resolve(from, path, &mut HashSet::new(), &mut through);
                for to in through {
                    let (ours, theirs) = (self.ancestors(from), self.ancestors(to));
                    let shared = ours.iter().zip(&theirs).take_while(|(a, b)| a == b).count();
                    if let (Some(&ours), Some(&theirs)) = (ours.get(shared), theirs.get(shared)) {
                        edges
                            .entry(ours)
                            .or_default()
                            .entry(theirs)
                            .or_insert_with(|| Use {
                                path: path.join("::"),
                                place: place.clone(),
                            });
                    }
                }
            }
        }
        edges
    }

    /// Whether one module uses another. Both names are full, without `crate`.
    pub(crate) fn imports(&self, from: &str, to: &str) -> bool {
        self.edges().iter().any(|(&module, targets)| {
            self.full_name(module) == from && targets.keys().any(|&target| self.full_name(target) == to)
        })
    }

    /// A shortest cycle of every group of modules that use each other, with the location of each use.
    pub(crate) fn cycles(&self) -> Vec<String> {
        let edges = self.edges();
        let mut reported: BTreeSet<usize> = BTreeSet::new();
        let mut cycles = Vec::new();
        let mut shortest: Vec<Vec<usize>> = edges
            .keys()
            .filter_map(|&start| shortest_cycle(&edges, start))
            .collect();
        shortest.sort_by_key(Vec::len);
        for cycle in shortest {
            if cycle.iter().any(|module| reported.contains(module)) {
                continue;
            }
            reported.extend(&cycle);
            cycles.push(self.describe(&cycle, &edges));
        }
        cycles
    }

    fn describe(&self, cycle: &[usize], edges: &BTreeMap<usize, BTreeMap<usize, Use>>) -> String {
        let next = |index: usize| cycle[(index + 1) % cycle.len()];
        let mut names: Vec<String> = cycle.iter().map(|&module| self.full_name(module)).collect();
        names.push(names[0].clone());
        let mut text = format!("import cycle: {}", names.join(" → "));
        for (index, &module) in cycle.iter().enumerate() {
            let found = &edges[&module][&next(index)];
            text += &format!(
                "\n    {}:{} in `{}`: {}",
                found.place.file.display(),
                found.place.line,
                names[index],
                found.path
            );
        }
        text
    }

    /// Paths that read or write the world (files, network, environment, processes, threads, clocks), with file and line.
    pub(crate) fn impure_paths(&self) -> Vec<(PathBuf, usize, String)> {
        let paths = self.modules.iter().flat_map(|module| &module.paths);
        paths
            .filter(|(path, _)| is_impure(path))
            .map(|(path, place)| (place.file.clone(), place.line, path.join("::")))
            .collect()
    }
}

const DEFINING: [&str; 9] = [
    "struct",
    "enum",
    "trait",
    "fn",
    "type",
    "const",
    "static",
    "union",
    "macro_rules",
];

fn shortest_cycle(edges: &BTreeMap<usize, BTreeMap<usize, Use>>, start: usize) -> Option<Vec<usize>> {
    let mut came_from: BTreeMap<usize, usize> = BTreeMap::new();
    let mut queue = VecDeque::from([start]);
    while let Some(at) = queue.pop_front() {
        for &next in edges.get(&at).into_iter().flat_map(BTreeMap::keys) {
            if next == start {
                let mut cycle = vec![at];
                let mut back = at;
                while back != start {
                    back = came_from[&back];
                    cycle.push(back);
                }
                cycle.reverse();
                return Some(cycle);
            }
            if let std::collections::btree_map::Entry::Vacant(entry) = came_from.entry(next) {
                entry.insert(at);
                queue.push_back(next);
            }
        }
    }
    None
}

fn is_impure(path: &[String]) -> bool {
    let words: Vec<&str> = path.iter().map(String::as_str).collect();
    matches!(
        words.as_slice(),
        ["std", "fs" | "net" | "env" | "process" | "thread" | "os", ..]
            | ["std", "io", "stdin" | "stdout" | "stderr", ..]
            | ["std", "time", "Instant" | "SystemTime", ..]
            | ["tokio" | "reqwest" | "hyper", ..]
            | [.., "now"]
    )
}

fn is_char(token: &TokenTree, wanted: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == wanted)
}

fn is_punct(tokens: &[TokenTree], at: usize, wanted: char) -> bool {
    tokens.get(at).is_some_and(|token| is_char(token, wanted))
}

/// The tokens inside an outer attribute that begins here.
fn attribute_at(tokens: &[TokenTree], at: usize) -> Option<Vec<TokenTree>> {
    match (tokens.get(at)?, tokens.get(at + 1)?) {
        (TokenTree::Punct(punct), TokenTree::Group(group))
            if punct.as_char() == '#' && group.delimiter() == Delimiter::Bracket =>
        {
            Some(group.stream().into_iter().collect())
        }
        _ => None,
    }
}

/// `#[test]`, `#[cfg(test)]` or `#[cfg(all(test, …))]`.
fn is_test_only(attribute: &[TokenTree]) -> bool {
    match attribute {
        [TokenTree::Ident(word)] => word == "test",
        [TokenTree::Ident(word), TokenTree::Group(condition)] if word == "cfg" => {
            let condition: Vec<TokenTree> = condition.stream().into_iter().collect();
            match condition.as_slice() {
                [TokenTree::Ident(word)] => word == "test",
                [TokenTree::Ident(word), TokenTree::Group(all)] if word == "all" => all
                    .stream()
                    .into_iter()
                    .any(|token| matches!(token, TokenTree::Ident(word) if word == "test")),
                _ => false,
            }
        }
        _ => false,
    }
}

/// The index after the item, field, arm or statement that begins here.
fn after_item(tokens: &[TokenTree], mut at: usize) -> usize {
    while attribute_at(tokens, at).is_some() {
        at += 2;
    }
    let is_item = tokens[at.min(tokens.len())..]
        .iter()
        .take_while(|token| matches!(token, TokenTree::Ident(_) | TokenTree::Group(_)))
        .any(|token| {
            let word = token.to_string();
            DEFINING.contains(&word.as_str()) || matches!(word.as_str(), "mod" | "use" | "impl")
        });
    let ends_at_semicolon = matches!(tokens.get(at), Some(TokenTree::Ident(word)) if word == "use");
    while let Some(token) = tokens.get(at) {
        at += 1;
        match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace && !ends_at_semicolon => break,
            token if is_char(token, ';') || (!is_item && is_char(token, ',')) => break,
            _ => {}
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(files: &[(&str, &str)]) -> ModuleTree {
        let files: BTreeMap<PathBuf, String> = files
            .iter()
            .map(|(path, text)| (PathBuf::from(path), (*text).to_owned()))
            .collect();
        ModuleTree::read_with(Path::new("src/lib.rs"), &|path| files.get(path).cloned())
    }

    fn only_cycle(files: &[(&str, &str)]) -> String {
        let cycles = tree(files).cycles();
        assert_eq!(cycles.len(), 1, "{cycles:?}");
        cycles[0].clone()
    }

    #[test]
    fn a_planted_cycle_is_found_with_its_places() {
        let cycle = only_cycle(&[
            ("src/lib.rs", "mod a; mod b;"),
            ("src/a.rs", "use crate::b::B;\npub struct A(B);"),
            ("src/b.rs", "pub struct B;\n\nfn f() -> super::a::A { todo() }"),
        ]);
        assert_eq!(
            cycle,
            "import cycle: a → b → a\n    src/a.rs:1 in `a`: crate::b::B\n    src/b.rs:3 in `b`: super::a::A"
        );
    }

    #[test]
    fn a_cycle_of_three_is_found_across_folders_and_groups() {
        let cycle = only_cycle(&[
            ("src/lib.rs", "mod a; mod b; mod c;"),
            ("src/a/mod.rs", "mod deep;"),
            ("src/a/deep.rs", "use crate::{b::{self, B as Renamed}};"),
            ("src/b.rs", "mod inner { use super::super::c; } pub struct B;"),
            ("src/c.rs", "use crate::a::*;"),
        ]);
        assert!(cycle.starts_with("import cycle: a → b → c → a\n"), "{cycle}");
    }

    #[test]
    fn a_cycle_among_the_files_of_a_folder_is_found() {
        let cycle = only_cycle(&[
            ("src/lib.rs", "mod order;"),
            ("src/order.rs", "mod load; mod apply;"),
            ("src/order/load.rs", "use super::apply;"),
            ("src/order/apply.rs", "use crate::order::load::Loaded;"),
        ]);
        assert!(
            cycle.starts_with("import cycle: order::load → order::apply → order::load\n"),
            "{cycle}"
        );
    }

    #[test]
    fn a_reexport_at_the_root_does_not_hide_a_cycle() {
        let cycle = only_cycle(&[
            ("src/lib.rs", "mod a; mod b; pub use a::A; pub use b::*;"),
            ("src/a.rs", "use crate::B; pub struct A;"),
            ("src/b.rs", "pub struct B; fn f(_: crate::A) {}"),
        ]);
        assert!(cycle.starts_with("import cycle: a → b → a\n"), "{cycle}");
    }

    #[test]
    fn paths_inside_macros_and_through_imported_modules_count() {
        let cycle = only_cycle(&[
            ("src/lib.rs", "mod a; mod b; mod c { pub use crate::b; }"),
            ("src/a.rs", "use crate::c; fn f() { println!(\"{}\", c::b::f()) }"),
            ("src/b.rs", "pub fn f() { vec![crate::a::f()]; }"),
        ]);
        assert!(cycle.starts_with("import cycle: a → b → a\n"), "{cycle}");
    }

    #[test]
    fn two_separate_cycles_are_both_reported() {
        let cycles = tree(&[
            ("src/lib.rs", "mod a; mod b; mod c; mod d;"),
            ("src/a.rs", "use crate::b;"),
            ("src/b.rs", "use crate::a;"),
            ("src/c.rs", "use crate::d;"),
            ("src/d.rs", "use crate::c;"),
        ])
        .cycles();
        assert_eq!(cycles.len(), 2, "{cycles:?}");
    }

    #[test]
    fn comments_text_and_tests_make_no_edge() {
        let cycles = tree(&[
            ("src/lib.rs", "mod a; mod b;"),
            ("src/a.rs", "use crate::b::B;"),
            (
                "src/b.rs",
                "//! [`crate::a`]\n/// crate::a::A\npub struct B; // crate::a\nconst T: &str = \"crate::a::A\";\n\
                 #[cfg(test)]\nmod tests;\n#[cfg(test)]\nmod more { use crate::a; }\n#[cfg(test)]\nuse crate::a::{A};\n\
                 #[cfg(all(test, feature = \"x\"))]\nimpl<A, B> Foo<A, B> { fn f() { crate::a::f() } }\nfn g() {}",
            ),
        ])
        .cycles();
        assert_eq!(cycles, Vec::<String>::new());
    }

    #[test]
    fn code_after_a_test_item_still_counts() {
        let cycle = only_cycle(&[
            ("src/lib.rs", "mod a; mod b;"),
            ("src/a.rs", "use crate::b::B;"),
            (
                "src/b.rs",
                "pub struct B { #[cfg(test)] t: Vec<u8>, a: crate::a::A }\n#[cfg(test)] const N: u8 = 1;",
            ),
        ]);
        assert!(cycle.starts_with("import cycle: a → b → a\n"), "{cycle}");
    }

    #[test]
    fn a_parent_and_its_children_may_use_each_other() {
        let cycles = tree(&[
            ("src/lib.rs", "mod a; pub struct Top; fn f() { a::f() }"),
            (
                "src/a/mod.rs",
                "mod deep; pub struct Here; pub fn f() { deep::f() }",
            ),
            ("src/a/deep.rs", "use super::Here; use crate::Top; pub fn f() {}"),
        ])
        .cycles();
        assert_eq!(cycles, Vec::<String>::new());
    }

    #[test]
    fn names_of_other_crates_make_no_edge() {
        let cycles = tree(&[
            ("src/lib.rs", "mod a; mod serde;"),
            ("src/a.rs", "use ::serde::Serialize; use std::a::b; pub fn a() {}"),
            ("src/serde.rs", "use crate::a;"),
        ])
        .cycles();
        assert_eq!(cycles, Vec::<String>::new());
    }

    #[test]
    fn impure_paths_are_named_with_their_place() {
        let paths = tree(&[(
            "src/lib.rs",
            "use std::{collections::BTreeMap, fs};\nuse std::time::{Duration, Instant};\nfn f() { Timestamp::now(); }",
        )])
        .impure_paths();
        let found: Vec<(usize, &str)> = paths
            .iter()
            .map(|(_, line, path)| (*line, path.as_str()))
            .collect();
        assert_eq!(
            found,
            [(1, "std::fs"), (2, "std::time::Instant"), (3, "Timestamp::now")]
        );
    }
}
