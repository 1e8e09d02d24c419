"""Prove a suite: does it accept every right answer and reject every wrong one, for the right reason, every time?"""

from grader.authoring.verify.bench import Effort
from grader.authoring.verify.proof import Proof, Proofs, Verdict, encode
from grader.authoring.verify.prove import prove

__all__ = ["Effort", "Proof", "Proofs", "Verdict", "encode", "prove"]
