//! The tool in a pseudo-terminal, and a person in front of it.

use std::fs::File;
use std::io::{Read, Write};
use std::os::fd::OwnedFd;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use rustix::fs::{Mode, OFlags};
use rustix::process::{Pid, Signal, kill_process};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};

/// More than the tool takes for anything, on a machine that has much else to do.
const PATIENCE: Duration = Duration::from_secs(60);

/// A command that runs in a terminal. Killed when it is dropped.
pub(super) struct Terminal {
    child: Child,
    keyboard: File,
    screen: Receiver<Vec<u8>>,
    raw: Vec<u8>,
    /// How much of the text was waited for.
    read: usize,
}

impl Terminal {
    /// Starts a command in a terminal of 200 columns.
    pub(super) fn start(mut command: Command) -> Self {
        let ours = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC).unwrap();
        grantpt(&ours).unwrap();
        unlockpt(&ours).unwrap();
        let name = ptsname(&ours, Vec::new()).unwrap();
        let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC;
        let theirs: OwnedFd = rustix::fs::open(name.as_c_str(), flags, Mode::empty()).unwrap();
        let size = Winsize {
            ws_row: 60,
            ws_col: 200,
            ws_xpixel: 0,
            ws_ypixel: 0,
        };
        tcsetwinsize(&theirs, size).unwrap();
        let end = || Stdio::from(theirs.try_clone().unwrap());
        let child = command
            .env("TERM", "xterm")
            .stdin(end())
            .stdout(end())
            .stderr(end())
            .spawn()
            .unwrap();
        // Ours ends when nobody has theirs any more.
        drop(command);
        drop(theirs);
        let keyboard = File::from(ours);
        let mut output = keyboard.try_clone().unwrap();
        let (send, screen) = channel();
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(count @ 1..) = output.read(&mut buffer) {
                if send.send(buffer[..count].to_vec()).is_err() {
                    return;
                }
            }
        });
        Self {
            child,
            keyboard,
            screen,
            raw: Vec::new(),
            read: 0,
        }
    }

    /// Waits until this text is shown, after what was waited for before; the text up to its end.
    #[track_caller]
    pub(super) fn wait_for(&mut self, wanted: &str) -> String {
        loop {
            let text = shown(&self.raw);
            if let Some(at) = text[self.read..].find(wanted) {
                let end = self.read + at + wanted.len();
                let part = text[self.read..end].to_owned();
                self.read = end;
                return part;
            }
            match self.screen.recv_timeout(PATIENCE) {
                Ok(more) => self.raw.extend(more),
                Err(error) => panic!("{wanted:?} is not shown ({error}):\n{text}"),
            }
        }
    }

    /// Types at the question that is shown.
    pub(super) fn press(&mut self, keys: &str) {
        self.keyboard.write_all(keys.as_bytes()).unwrap();
    }

    /// Waits for a question, and answers it.
    #[track_caller]
    pub(super) fn answer(&mut self, question: &str, answer: &str) {
        self.wait_for(question);
        self.press(answer);
        self.press(ENTER);
    }

    /// Waits for the reason why an answer was refused, and types another one in its place.
    #[track_caller]
    pub(super) fn correct(&mut self, reason: &str, wrong: &str, answer: &str) {
        self.wait_for(reason);
        self.press(&BACKSPACE.repeat(wrong.chars().count()));
        self.press(answer);
        self.press(ENTER);
    }

    /// Asks the process to end, as `kill` does.
    pub(super) fn terminate(&self) {
        kill_process(Pid::from_child(&self.child), Signal::TERM).unwrap();
    }

    /// Waits for the end: whether it ended well, and what was shown since the last text that was waited for.
    #[track_caller]
    pub(super) fn end(mut self) -> (bool, String) {
        while let Ok(more) = self.screen.recv_timeout(PATIENCE) {
            self.raw.extend(more);
        }
        let ok = self.child.wait().unwrap().success();
        (ok, shown(&self.raw)[self.read..].to_owned())
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ended = self.child.kill();
        let _reaped = self.child.wait();
    }
}

pub(super) const ENTER: &str = "\r";
pub(super) const DOWN: &str = "\x1b[B";
const BACKSPACE: &str = "\x7f";

/// The text of what a terminal got, without its control sequences.
fn shown(raw: &[u8]) -> String {
    // What is cut off in the middle of a character comes with the next read.
    let valid = raw.utf8_chunks().next().map_or("", |chunk| chunk.valid());
    let mut text = String::new();
    let mut characters = valid.chars();
    while let Some(character) = characters.next() {
        if character != '\x1b' {
            text.push(character);
            continue;
        }
        // CSI: `ESC [`, parameters, and a final letter.
        if characters.next() == Some('[') {
            for parameter in characters.by_ref() {
                if ('@'..='~').contains(&parameter) {
                    break;
                }
            }
        }
    }
    text
}
