use aws::{DeadLetter, DeadLetters};
use model::{Job, Problem};

/// Deletes the dead letters whose jobs are settled, and gives all others back. `taken` is what was taken already; more is taken
/// until no settled one shows: letters of one record lie behind each other.
///
/// To be called after the jobs are queued again: a letter that stays is seen once more, a job that is lost is not.
///
/// # Errors
/// When a queue can't be read, or doesn't delete a letter. What was taken comes back by itself then.
pub(crate) async fn remove(
    dead: &DeadLetters,
    taken: Vec<DeadLetter>,
    is_settled: impl Fn(&Job) -> bool,
) -> Result<(), Problem> {
    let mut letters = if taken.is_empty() {
        dead.take().await?
    } else {
        taken
    };
    let mut others = Vec::new();
    loop {
        let (settled, rest): (Vec<_>, Vec<_>) = letters
            .into_iter()
            .partition(|letter| letter.job.as_ref().is_some_and(&is_settled));
        others.extend(rest);
        if settled.is_empty() {
            break;
        }
        for letter in &settled {
            dead.delete(letter).await?;
        }
        letters = dead.take().await?;
    }
    give_back(dead, &others).await;
    Ok(())
}

/// Gives letters back that were taken.
pub(crate) async fn give_back(dead: &DeadLetters, letters: &[DeadLetter]) {
    for letter in letters {
        dead.give_back(letter).await;
    }
}
