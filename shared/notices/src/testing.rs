//! For tests: whether readers of every language are told of a problem in their own.

use messages::Language;
use model::Problem;

/// What of a problem readers of other languages are shown in English: all of what happened where one of them has no words for it, or
/// three words of it that follow one another.
#[must_use]
pub fn left_in_english(problem: &Problem) -> Vec<String> {
    let others = Language::ALL
        .into_iter()
        .filter(|language| *language != Language::English);
    others
        .flat_map(|language| match crate::event(problem, language) {
            None => vec![format!("{}: {}", language.tag(), problem.message)],
            Some(told) => repeated(&problem.message, &told)
                .map(|words| format!("{}: \"{words}\" in: {told}", language.tag()))
                .collect(),
        })
        .collect()
}

fn repeated<'a>(english: &'a str, told: &'a str) -> impl Iterator<Item = String> + 'a {
    let words: Vec<&str> = english.split(' ').collect();
    let parts: Vec<String> = words
        .windows(3)
        // Names, such as "One Stop Shop", are the same in every language, and so is the title of a law.
        .filter(|part| !part.contains(&"directive"))
        .filter(|part| part.iter().all(|word| word.chars().all(char::is_lowercase)))
        .map(|part| part.join(" "))
        .collect();
    parts.into_iter().filter(move |part| told.contains(part.as_str()))
}
