"""Files of every kind go in through the screen: several at once, locked ones, statements, chats, results."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import OptionList

from tests import chats, contact_books, result_files, statements
from tests.containers import csv, encrypted, xlsx, zipped
from tests.e2e.driving import AtWork, at_work
from tests.samples import reservations
from tui.board.screens.apart import ApartScreen
from tui.board.screens.asking import ChoiceScreen, PasswordScreen
from tui.board.screens.board import BoardScreen
from tui.board.screens.contact import ContactScreen
from tui.board.screens.importing import ImportScreen
from tui.board.screens.rejected import RejectedScreen
from tui.board.widgets.importing import ImportPane, PathInput
from tui.domain.providers import Level
from tui.domain.words import PointKind
from tui.intake.gathering import dropped
from tui.work.taking import Taker

KB = next(shape for shape in statements.SHAPES if shape.bank == "kb")
PICTURE = b"\x89PNG\r\n\x1a\n" + b"0" * 500


@pytest.fixture
def statement_file(tmp_path: Path) -> Path:
    file = tmp_path / "국민 거래내역.xlsx"
    file.write_bytes(xlsx(statements.statement(KB, statements.entries(40, seed=3)).rows))
    return file


def apart_of_statement() -> list[statements.Expected]:
    expected = statements.statement(KB, statements.entries(40, seed=3)).expected.values()
    return [one for one in expected if one.set_apart]


@pytest.fixture
def chat_file(tmp_path: Path) -> Path:
    file = tmp_path / "KakaoTalk_대화.txt"
    file.write_bytes(chats.chat_file("windows_ko", "plain", 1).content)
    return file


async def opened(shop: AtWork, *files: Path) -> None:
    """From the board, by keyboard alone: the files are dropped on the window and looked at."""
    await shop.do("board.import")
    await shop.at(ImportScreen)
    await shop.paste("\n".join(map(str, files)))
    await shop.press("enter")


async def test_a_statement_shows_depositors_before_and_sets_apart_what_is_no_customers(
    few: Path, statement_file: Path
) -> None:
    async with at_work(few, size=(80, 24)) as shop:
        before = len(await shop.cases())
        await opened(shop, statement_file)
        apart = len(apart_of_statement())
        await shop.sees("이렇게 읽었어요", "KB국민은행 ****3456", f"따로 둔 것 {apart} (")
        whole = statements.statement(KB, statements.entries(40, seed=3))
        first = whole.expected[whole.header_row + 1]
        assert first.payer
        await shop.sees(f"{first.payer} · 10/11(화) 13:48 · {first.amount:,}원 · KB국민은행 · 잔액")
        assert len(await shop.cases()) == before  # nothing of it is written yet
        await shop.do("import.start")
        await shop.told("가져왔어요")
        summary = (await shop.book.imports())[0]
        assert summary.new == len(await shop.cases()) - before
        await shop.sees("통장 이자", f" {summary.new}")


async def test_a_deposit_set_apart_is_brought_back_and_undone(few: Path, statement_file: Path) -> None:
    async with at_work(few, size=(80, 24)) as shop:
        await opened(shop, statement_file)
        await shop.sees("이렇게 읽었어요")
        await shop.do("import.start")
        await shop.told("가져왔어요")
        before = len(await shop.cases())
        await shop.do("import.apart")
        await shop.at(ApartScreen)
        newest = (await shop.book.deposits_apart())[0]
        await shop.sees("따로 둔 입금", newest.depositor)
        await shop.do("apart.toggle")
        await shop.told(newest.depositor, "손님 입금으로 되돌렸어요")
        assert newest.id not in {one.id for one in await shop.book.deposits_apart()}
        assert len(await shop.cases()) == before + 1
        await shop.do("apart.toggle")
        await shop.told("다시 따로 두었어요")
        assert len(await shop.book.deposits_apart()) == len(apart_of_statement())
        await shop.do("apart.toggle")
        await shop.told("되돌렸어요")
        await shop.do("common.undo")
        await shop.told("입금 정하기")
        assert newest.id in {one.id for one in await shop.book.deposits_apart()}
        await shop.do("common.back")
        await shop.at(ImportScreen)


async def test_the_board_shows_a_deposit_with_its_file_and_row(database: Path, statement_file: Path) -> None:
    async with at_work(database, size=(132, 40)) as shop:
        await shop.press("escape")
        await shop.at(BoardScreen)
        await opened(shop, statement_file)
        await shop.sees("이렇게 읽었어요")
        await shop.press("enter")
        await shop.told("가져왔어요")
        await shop.press("enter")
        await shop.at(BoardScreen)
        await shop.sees("입금 ", "행")
        (deposit,) = (await shop.chosen()).deposits
        assert deposit.source is not None
        assert deposit.source.file == statement_file.name
        await shop.sees(
            f"입금 {deposit.amount:,}원", "KB국민은행", "거래내역.xlsx", f"{deposit.source.row}행"
        )


async def test_a_chat_is_shown_as_suggestions_and_its_number_is_taken_by_hand(
    few: Path, chat_file: Path
) -> None:
    async with at_work(few, size=(132, 40)) as shop:
        made = chats.chat_file("windows_ko", "plain", 1)
        await opened(shop, chat_file)
        await shop.sees(f"손님 {made.customer}", f"가게 {made.shop}", "제안: 전화번호 010-", "?", "“")
        await shop.do("import.start")
        await shop.told("가져왔어요")
        await shop.press("enter")
        await shop.at(BoardScreen)
        case = await shop.case(made.customer)
        phones = {one.value for one in case.suggestions if one.field == "phone"}
        assert phones
        assert not any(point.value in phones for point in case.points)
        await shop.app.board.show_case(case.id, quiet=True)
        await shop.until(lambda: shop.list_shown().case_id == case.id, "the customer of the chat")
        await shop.do("board.contact")
        await shop.at(ContactScreen)
        await shop.sees("전화번호 010-", "대화에 나온 번호는")
        await shop.do("contact.suggested")
        await shop.at(ChoiceScreen)
        await shop.press("enter")
        await shop.told("연락처에 010-")
        after = await shop.case_of(case.id)
        taken = {point.value for point in after.points if point.kind is PointKind.PHONE}
        assert taken & phones
        await shop.do("common.undo")
        await shop.told("되돌렸어요")
        assert not any(point.usable for point in (await shop.case_of(case.id)).points)


async def test_who_of_a_chat_is_the_shop_is_chosen(few: Path, chat_file: Path) -> None:
    made = chats.chat_file("windows_ko", "plain", 1)
    async with at_work(few, size=(132, 40)) as shop:
        await opened(shop, chat_file)
        await shop.sees(f"가게 {made.shop}")
        await shop.do("import.about")
        await shop.at(ChoiceScreen)
        options = shop.front.query_one(OptionList)
        await shop.until(lambda: options.highlighted == 1, "the shop as it was understood")
        await shop.press("up")
        await shop.sees(f"가게는 {made.customer}")
        await shop.press("enter")
        await shop.sees(f"가게 {made.customer} · 손님 {made.shop}")


async def test_results_whose_provider_is_unsure_are_judged_as_a_person_chooses(
    few: Path, tmp_path: Path
) -> None:
    made = result_files.kakao(result_files.sends(12, 1), "realtime", named=False)
    file = tmp_path / "발송.csv"
    file.write_bytes(made.content)
    async with at_work(few, size=(80, 24)) as shop:
        await opened(shop, file)
        await shop.sees("확실하지 않아요", "0000 업체 접수")
        await shop.do("import.about")
        await shop.at(ChoiceScreen)
        await shop.press("up")  # from "not known how" to the last mode: realtime
        await shop.press("enter")
        await shop.sees("실시간", "0000 단말 도달")
        assert "확실하지 않아요" not in shop.screen
        await shop.do("import.start")
        await shop.told("가져왔어요")
        (summary, *_) = await shop.book.imports()
        assert (summary.header.kind, summary.new) == ("send_results", 12)


async def test_results_stand_in_the_history_of_their_customer(few: Path, tmp_path: Path) -> None:
    file = tmp_path / "solapi.csv"
    rows = [["M4V20221015140000", "01012345678", "알림톡", "4000", "수신완료", "2022-10-15 14:00:00"]]
    header = ["messageId", "to", "type", "statusCode", "statusMessage", "dateSent"]
    file.write_bytes(csv([header, *rows]))
    async with at_work(few, size=(132, 40)) as shop:
        await opened(shop, file)
        await shop.sees("이렇게 읽었어요", "010-1234-5678")
        await shop.do("import.start")
        await shop.told("가져왔어요")
        await shop.press("enter")
        await shop.at(BoardScreen)
        case = await shop.case("김민지")
        assert [result.meaning for result in case.results] == [Level.DELIVERED]
        await shop.app.board.show_case(case.id, quiet=True)
        await shop.sees("발송", "알림톡", "4000 단말", "“수신완료”", "solapi.csv 2행")


async def test_contacts_show_their_numbers_and_a_chat_has_one_kind_only(few: Path, tmp_path: Path) -> None:
    file = tmp_path / "contacts.vcf"
    some = contact_books.people(8, 1)
    file.write_bytes(contact_books.iphone(some).content)
    async with at_work(few, size=(80, 24)) as shop:
        await opened(shop, file)
        await shop.sees("연락처", some[0].name if hasattr(some[0], "name") else "010-")
        await shop.do("import.kind")
        await shop.told("한 가지로만")


async def test_the_kind_goes_round_the_four_that_a_list_can_be(few: Path, tmp_path: Path) -> None:
    file = tmp_path / "orders.csv"
    file.write_bytes(csv(reservations(12)))
    async with at_work(few, size=(100, 30)) as shop:
        await opened(shop, file)
        await shop.sees("orders.csv · 주문·예약")
        for kind in ("입금 내역", "연락처", "발송 결과", "주문·예약"):
            await shop.do("import.kind")
            await shop.sees(f"orders.csv · {kind}")


async def test_a_locked_file_asks_until_it_opens_and_keeps_no_word_of_it(few: Path, tmp_path: Path) -> None:
    file = tmp_path / "잠긴 예약.xlsx"
    file.write_bytes(encrypted(reservations(9), "hemlich7"))
    async with at_work(few, size=(80, 24)) as shop:
        await opened(shop, file)
        await shop.at(PasswordScreen)
        await shop.sees("암호가 걸려 있어요")
        await shop.write("falsch00")
        await shop.sees("암호가 맞지 않아요")
        await shop.press(*"hemlich7")
        assert "hemlich7" not in shop.screen
        await shop.press("enter")
        await shop.sees("이렇게 읽었어요")
        await shop.do("import.start")
        await shop.told("가져왔어요")
        assert (await shop.book.imports())[0].rows == 9
    kept = [path for path in tmp_path.rglob("*") if path.is_file() and path != file]
    assert kept
    for path in kept:
        assert b"hemlich7" not in path.read_bytes()


async def test_esc_passes_a_locked_file_over(few: Path, tmp_path: Path) -> None:
    file = tmp_path / "잠긴 예약.xlsx"
    file.write_bytes(encrypted(reservations(9)))
    async with at_work(few, size=(80, 24)) as shop:
        before = len(await shop.book.imports())
        await opened(shop, file)
        await shop.at(PasswordScreen)
        await shop.press("escape")
        await shop.told("건너뛰었어요")
        assert len(await shop.book.imports()) == before


def many(folder: Path) -> list[Path]:
    """Five files, in this order: orders, a locked one, a picture, results of nobody certain, contacts."""
    contents = {
        "주문.csv": csv(reservations(12)),
        "잠긴.xlsx": encrypted(reservations(20)),
        "사진.xlsx": PICTURE,
        "발송.csv": result_files.kakao(result_files.sends(6, 1), "push", named=False).content,
        "연락처.vcf": contact_books.iphone(contact_books.people(5, 1)).content,
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in contents]


async def test_several_files_are_confirmed_one_by_one_and_accounted_for_together(
    few: Path, tmp_path: Path
) -> None:
    async with at_work(few, size=(80, 24)) as shop:
        before = len(await shop.book.imports())
        orders, _, picture, results, contacts = many(tmp_path)
        await opened(shop, orders, picture, results, contacts)
        await shop.sees("1/4 · 주문.csv", "사진.xlsx는 그림 파일이에요")
        await shop.do("import.start")
        await shop.sees("3/4 · 발송.csv")
        await shop.do("import.skip")
        await shop.sees("4/4 · 연락처.vcf")
        await shop.do("import.start")
        await shop.sees("파일 4개 가운데 2개", "주문.csv", "읽지 못함", "건너뜀", "연락처 · 새로 5")
        assert {one.header.file for one in await shop.book.imports()} >= {"주문.csv", "연락처.vcf"}
        assert len(await shop.book.imports()) == before + 2
        await shop.press("down")
        await shop.sees("사진.xlsx는 그림 파일이에요")
        await shop.do("import.start")
        await shop.at(BoardScreen)


async def test_all_takes_the_rest_unasked_and_shows_those_that_need_a_person_last(
    few: Path, tmp_path: Path
) -> None:
    async with at_work(few, size=(80, 24)) as shop:
        before = len(await shop.book.imports())
        await opened(shop, *many(tmp_path))
        await shop.sees("1/5 · 주문.csv")
        await shop.do("import.all")
        await shop.at(PasswordScreen)  # all that need nobody are in already
        assert {one.header.file for one in await shop.book.imports()} >= {"주문.csv", "연락처.vcf"}
        await shop.write("000101")
        await shop.sees("2/5 · 잠긴.xlsx")
        await shop.do("import.start")
        await shop.sees("4/5 · 발송.csv", "확실하지 않아요")
        await shop.do("import.start")
        await shop.sees("파일 5개 가운데 4개")
        assert len(await shop.book.imports()) == before + 4


async def test_a_second_enter_is_not_meant_for_a_file_nobody_has_seen(few: Path, tmp_path: Path) -> None:
    async with at_work(few, size=(80, 24)) as shop:
        before = len(await shop.book.imports())
        orders, _, _, results, contacts = many(tmp_path)
        await opened(shop, orders, results, contacts)
        await shop.sees("1/3 · 주문.csv")
        await shop.burst("enter", "enter", "enter")
        await shop.sees("2/3 · 발송.csv")
        assert len(await shop.book.imports()) == before + 1


async def test_a_folder_and_an_archive_are_taken_apart_into_their_files(few: Path, tmp_path: Path) -> None:
    folder = tmp_path / "내려받은 것"
    folder.mkdir()
    (folder / "가.csv").write_bytes(csv(reservations(5)))
    (folder / "나.zip").write_bytes(
        zipped(
            {
                "다.csv": csv(reservations(7)),
                "라.vcf": contact_books.iphone(contact_books.people(3, 2)).content,
            }
        )
    )
    async with at_work(few, size=(100, 30)) as shop:
        await opened(shop, folder)
        await shop.sees("1/3 · 가.csv")
        await shop.do("import.all")
        await shop.sees("파일 3개 가운데 3개", "나.zip › 다.csv", "나.zip › 라.vcf")


async def test_esc_in_the_middle_of_several_keeps_what_is_in_and_says_so(few: Path, tmp_path: Path) -> None:
    async with at_work(few, size=(80, 24)) as shop:
        orders, _, _, results, contacts = many(tmp_path)
        await opened(shop, orders, results, contacts)
        await shop.sees("1/3")
        await shop.do("import.start")
        await shop.sees("2/3")
        await shop.press("escape")
        await shop.sees("파일 3개 가운데 1개", "건너뜀")


async def test_esc_while_the_next_file_is_looked_at_passes_that_one_too(
    few: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looking, go_on = asyncio.Event(), asyncio.Event()
    look = Taker.look

    async def slowly(*given: Any, **named: Any) -> Any:
        looking.set()
        await go_on.wait()
        return await look(*given, **named)

    async with at_work(few, size=(80, 24)) as shop:
        before = len(await shop.book.imports())
        orders, _, _, _, contacts = many(tmp_path)
        await opened(shop, orders, contacts)
        await shop.sees("1/2")
        monkeypatch.setattr(Taker, "look", slowly)
        await shop.do("import.all")
        await shop.until(looking.is_set, "the second file to be looked at")
        await shop.press("escape")
        await shop.sees("파일 2개 가운데 1개", "건너뜀")
        go_on.set()
        await shop.until(lambda: not shop.front._turn.locked(), "the first command to end")  # type: ignore[attr-defined]
        await shop.sees("파일 2개 가운데 1개", "건너뜀")
        assert len(await shop.book.imports()) == before + 1


async def test_the_list_of_deposits_set_apart_opens_from_the_board(few: Path) -> None:
    async with at_work(few, size=(80, 24)) as shop:
        await shop.do("board.apart")
        await shop.at(ApartScreen)
        await shop.told("따로 둔 입금이 없어요")


async def test_a_line_of_a_statement_without_a_day_is_mended_and_becomes_a_customers(
    few: Path, tmp_path: Path
) -> None:
    file = tmp_path / "통장.csv"
    header = ["거래일시", "적요", "보낸분/받는분", "출금액", "입금액", "잔액"]
    rows = [
        ["2022.10.14 10:00:00", "인터넷", "김새벽", "0", "38,000", "138,000"],
        ["언젠가", "인터넷", "박노을", "0", "42,000", "180,000"],
    ]
    file.write_bytes(csv([header, *rows]))
    async with at_work(few, size=(80, 24)) as shop:
        await opened(shop, file)
        await shop.sees("이렇게 읽었어요", "김새벽")
        await shop.do("import.start")
        await shop.told("가져왔어요")
        await shop.do("import.rejected")
        await shop.at(RejectedScreen)
        await shop.sees("언젠가 | 인터넷")
        await shop.do("rejected.mend")
        await shop.sees("입금자명")
        await shop.press("enter")
        await shop.sees("거래 날짜")
        await shop.write("2022.10.15 09:30")
        for field in ("입금액", "출금액"):
            await shop.sees(field)
            await shop.press("enter")
        await shop.told("박노을", "받았어요")
        (deposit,) = (await shop.case("박노을")).deposits
        assert deposit.amount == 42_000


async def test_files_dropped_onto_the_board_are_looked_at_and_other_pastes_are_not(
    few: Path, statement_file: Path, chat_file: Path
) -> None:
    async with at_work(few, size=(132, 40)) as shop:
        await shop.paste("b9")  # keys, were they typed
        await shop.paste(f"{statement_file}\n'{chat_file}'\n")
        await shop.at(ImportScreen)
        await shop.sees("1/2", statement_file.name, "이렇게 읽었어요")
        await shop.press("escape", "escape")
        await shop.at(BoardScreen)
        await shop.do("board.import")
        await shop.told("경로를 적어 주세요")  # what was dropped before is not meant again


async def test_files_dropped_one_after_the_other_stand_beside_each_other(
    few: Path, statement_file: Path, chat_file: Path, tmp_path: Path
) -> None:
    async with at_work(few, size=(132, 40)) as shop:
        await shop.do("board.import")
        await shop.at(ImportScreen)
        field = shop.front.query_one(PathInput)
        await shop.sees("Enter 살펴보기", "F1 도움말")  # "?" can be part of a path
        await shop.paste(str(statement_file))
        await shop.paste(f"\n{chat_file}\n")
        await shop.told("파일 2개를 받았어요")
        assert dropped(field.value) == [str(statement_file), str(chat_file)]
        await shop.press("enter")
        await shop.sees("1/2", "이렇게 읽었어요", "Enter 가져오기", "a 나머지 모두", "? 도움말")
        await shop.do("import.skip")
        await shop.sees("2/2")
        await shop.no_longer_sees("나머지 모두")  # it is the last one
        await shop.press("escape")
        await shop.told("경로를 적어 주세요")  # and no longer how the file is checked


async def test_after_a_file_that_is_none_the_next_path_takes_its_place(
    few: Path, statement_file: Path, tmp_path: Path
) -> None:
    picture = tmp_path / "그림.xlsx"
    picture.write_bytes(PICTURE)
    async with at_work(few, size=(132, 40)) as shop:
        await opened(shop, picture)
        await shop.told("그림 파일이에요")
        await shop.paste(str(statement_file))
        field = shop.front.query_one(PathInput)
        await shop.until(lambda: dropped(field.value) == [str(statement_file)], "the file dropped last")


async def test_a_part_of_a_path_is_pasted_where_the_cursor_is(few: Path, statement_file: Path) -> None:
    """The twin of the drop: nothing is made of a path of which one half was typed."""
    async with at_work(few, size=(132, 40)) as shop:
        await shop.do("board.import")
        await shop.at(ImportScreen)
        await shop.paste(f"{statement_file.parent}/")
        await shop.paste(statement_file.name)
        field = shop.front.query_one(PathInput)
        await shop.until(lambda: field.value == str(statement_file), "both halves")


async def test_cells_copied_from_a_table_are_not_taken_for_paths(few: Path, statement_file: Path) -> None:
    cells = "\n".join(f"C{at}\t김하나\t010-1234-{at:04}" for at in range(3_000))
    async with at_work(few, size=(132, 40)) as shop:
        await shop.do("board.import")
        await shop.at(ImportScreen)
        field = shop.front.query_one(PathInput)
        await shop.paste(cells)
        await shop.told("파일이 아니에요", "파일로 저장해서")
        assert field.value == ""
        await shop.paste(str(statement_file))
        await shop.press("enter")
        await shop.sees("이렇게 읽었어요")
        await shop.press("enter")
        await shop.told("가져왔어요")
        await shop.paste(cells)  # onto the account, where no field has the keys
        await shop.told("파일이 아니에요")
        assert shop.front.query_one(ImportPane).display
