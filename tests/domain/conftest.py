from tests.fakes.profile import steady

steady()
