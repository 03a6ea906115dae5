"""Whether writes can be trusted, of one license and of many: the goals R1 to R14 of security.md, each with its test.

R1  a truthful outcome of every write: `test_matrix` (a part), `make torture` (all); units: `services/test_saving` and
    `salesforce/test_writing`
R2  no lost update: `test_races` (a part), `make torture` (all); the same second is among them
R3  no duplicate, no blind repetition: `verdicts.disagreements` counts the commits of every run here
R4  uninstalled and locked licenses are never written: `tui/test_refusals`, `services/test_edits`, `test_matrix` (row 9)
R5  read-only: `services/test_gate`, `tui/test_gate`, `salesforce/test_lock`
R6  signals and closed windows: `test_signals`, `test_ssh`; without a write: `tui/test_endings`, `cli/test_interrupts`
R7  kill -9: `test_kills` (six), of many `test_many` (four), `make torture`: a hundred of each, parameters too
R8  stopped and resized: `test_signals`; too small: `tui/test_looking`; not a terminal: `cli/test_desk`
R9  files that are damaged, full, shared: `storage/test_survival`, `storage/test_conditions`, `tui/test_survival`
R10 typed values survive the end of a session: `test_typed`
R11 API budget: `services/test_budget`; R12 dates: `domain/test_verdicts`, `domain/test_edits`
R13 a crash to the shell is one line and a whole terminal: `tui/test_endings`, `cli/test_ending`
R14 a soak: `make soak`

A new way of writing is a `ways.Way`: `matrix.cases` puts it to every misfortune, and `verdicts` reads what
it told. `test_signals.begin` is where a write is begun before a signal, a closed window or a cut connection.
"""
