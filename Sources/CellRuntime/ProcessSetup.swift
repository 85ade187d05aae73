// How a cell's process ends: with its parent, and of signals as any program.

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Swift's own handler of a crash lets the program go on after a signal that was sent rather than met, as
/// `raise` does; it is of use only where a report is asked for.
func dieOfSignals() {
  System.writeNoCoreFiles()
  if let report = getenv("SWIFT_BACKTRACE"), strstr(report, "output-to=") != nil { return }
  for crash in [SIGQUIT, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV] {
    signal(crash, SIG_DFL)
  }
}

/// Standard input is a pipe that the parent holds open and never writes to: when the parent is
/// gone, however it went, the kernel sends the signal asked for here. Cells read nothing.
func dieWithParent() {
  let lifeline = fcntl(0, F_DUPFD_CLOEXEC, 100)
  guard getenv(RuntimeVariable.run) != nil, lifeline >= 0 else { return }
  System.dieWhenClosed(lifeline)
  let nothing = open("/dev/null", O_RDONLY)
  dup2(nothing, 0)
  close(nothing)
}
