from joinedup.money.queries import pot_of_streams, years_of_need
from tests.unit.register.small_folder import folder

STREAMS = """\
id,name,body,year,amount_pence,formula
a,Core,QZZ,2025-26,100,core
b,More core,QZZ,2025-26,20,core
c,Core before,QZZ,2024-25,3000,core
d,Primary medical care,QZZ,2025-26,400,primary-medical
e,Running costs,QZZ,2025-26,50000,
"""


def test_a_pot_is_the_streams_of_its_year_and_formula():
    system = folder(streams=STREAMS)
    assert pot_of_streams(system, "2025-26", "core") == 120
    assert pot_of_streams(system, "2024-25", "core") == 3000
    assert pot_of_streams(system, "2025-26", "primary-medical") == 400
    assert pot_of_streams(system, "2024-25", "primary-medical") is None


def test_years_of_need_stand_latest_first():
    rows = "practice,year,population\nA1,2024-25,1\nA1,2025-26,1\nA2,2024-25,1\n"
    assert years_of_need(folder(need=rows)) == ("2025-26", "2024-25")
