import os
from subprocess import Popen

from bench.measuring import peak


def test_a_process_that_has_ended_holds_nothing_even_where_nobody_asked_how() -> None:
    with Popen(["true"]) as ended:
        os.waitid(os.P_PID, ended.pid, os.WEXITED | os.WNOWAIT)
        assert peak(ended.pid) == 0.0
    assert peak() > 1
