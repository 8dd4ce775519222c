from datetime import date

from joinedup.register.sitting import sitting_on
from tests.unit.register.small_folder import reading


def test_who_sits_holds_the_seat_on_the_day_and_is_there():
    read = reading({"people.csv": "id,name,from,to\nann,Ann,,2025-06-30\n"}).folder
    assert read is not None
    register = read.register
    (seat,) = [seat for forum in register.forums for seat in forum.seats if seat.holders]

    def sits(day: str) -> list[str]:
        sitting = sitting_on(register, date.fromisoformat(day))
        return [holder.person for holder in sitting.holders(seat)]

    assert sits("2022-06-30") == []
    assert sits("2022-07-01") == sits("2025-06-30") == ["ann"]
    assert sits("2025-07-01") == []
    assert sitting_on(register, date(2025, 7, 1)).away == {"ann"}
