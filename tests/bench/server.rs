//! The server as a child process: this very program, which then is `lianjian`, or another one.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{SocketAddr, TcpStream},
    path::Path,
    process::{Child, Command},
    time::{Duration, Instant},
};

use crate::{Fault, target::Target};

/// In the environment of a child that is to be the server: the most requests that one commit carries.
const GROUP: &str = "BENCH_SERVER_GROUP";

/// How this process is to serve, if it was started for that.
pub(crate) fn asked_for() -> Option<persistence::Options> {
    let group = std::env::var(GROUP).ok()?.parse().ok()?;
    Some(persistence::Options { group, ..persistence::Options::default() })
}

/// A running server. It ends when this is dropped.
#[derive(Debug)]
pub(crate) struct Server {
    child: Child,
    pub(crate) address: SocketAddr,
    /// From the start of the process to its first answer that it is ready.
    pub(crate) ready_after: Duration,
}

/// Megabytes that a server holds in memory: now, and at its highest.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Memory {
    pub(crate) now: f64,
    pub(crate) highest: f64,
}

impl Server {
    /// Serves a database as the release does, but without limits for one caller.
    pub(crate) fn start(target: &Target) -> Result<Self, Fault> {
        Self::in_groups_of(target, persistence::Options::default().group)
    }

    /// The same with commits that carry at most so many requests.
    pub(crate) fn in_groups_of(target: &Target, group: usize) -> Result<Self, Fault> {
        let mut command = Command::new(std::env::current_exe()?);
        command.env(GROUP, group.to_string());
        Self::launch(command, target)
    }

    pub(crate) fn of_program(program: &Path, target: &Target) -> Result<Self, Fault> {
        Self::launch(Command::new(program), target)
    }

    fn launch(mut command: Command, target: &Target) -> Result<Self, Fault> {
        let (told, says) = std::io::pipe()?;
        command
            .args(["serve", "--listen", "127.0.0.1:0", "--database-url", &target.url])
            .env("LIANJIAN_SECRET", target.app.secret.to_base64())
            .env("LIANJIAN_LIMITS__REQUESTS_PER_MINUTE", "0")
            .env("LIANJIAN_LOG__LEVEL", "error")
            .stdout(says.try_clone()?)
            .stderr(says);
        let started = Instant::now();
        let mut child = command.spawn()?;
        // The command holds the writing end of the pipe.
        drop(command);
        let mut told = BufReader::new(told);
        let address = match address(&mut told) {
            Ok(address) => address,
            Err(fault) => {
                let _ = child.kill();
                let _ = child.wait();
                return Err(fault);
            }
        };
        let mut server = Self { child, address, ready_after: Duration::ZERO };
        ready(address)?;
        server.ready_after = started.elapsed();
        std::thread::spawn(move || std::io::copy(&mut told, &mut std::io::sink()));
        Ok(server)
    }

    pub(crate) fn memory(&self) -> Result<Memory, Fault> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let of = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name));
            let kilobytes = line.and_then(|rest| rest.split_whitespace().next()?.parse().ok());
            kilobytes.map(|kilobytes: f64| kilobytes / 1024.0).ok_or("no figures of memory")
        };
        Ok(Memory { now: of("VmRSS:")?, highest: of("VmHWM:")? })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The address that the server says it listens on.
fn address(told: &mut impl std::io::BufRead) -> Result<SocketAddr, Fault> {
    let mut all = String::new();
    for line in told.lines() {
        let line = line?;
        let address = line.split("http://").nth(1).and_then(|rest| {
            rest.split(|c: char| c.is_whitespace() || c == '/').next()?.parse().ok()
        });
        if let Some(address) = address {
            return Ok(address);
        }
        all.push_str(&line);
        all.push('\n');
    }
    Err(format!("the server did not start: {all}").into())
}

fn ready(address: SocketAddr) -> Result<(), Fault> {
    let mut stream = TcpStream::connect(address)?;
    stream.write_all(b"GET /readyz HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n\r\n")?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    if answer.starts_with("HTTP/1.1 200") { Ok(()) } else { Err(answer.into()) }
}
