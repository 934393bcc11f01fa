"""Words by which messages to and from a shop are told: patterns only, agreements.py says what they mean."""

from __future__ import annotations

import re

# Whether a message may say anything of a kind at all: asked first, since most do not.  Without flags, and
# with a plain letter or set first in every branch, such a search costs next to nothing.
DIGIT = re.compile(r"[0-9０-９]")
MAYBE_DAY = re.compile(
    r"요일|욜|오늘|금일|내일|명일|낼|말일|모[레래]|글피|뒤|이따|주 ?[월화수목금토일]|시[^간]|시$|정오"
    r"|자정|day|morrow|night"
)
MAYBE_MONEY = re.compile(
    r"입금|이체|송금|결제|보냈|보내|부쳤|쐈|쏴|넣었|넣어|예약금|원 ?확인|[Ss]ent|[Pp]aid|ransfer"
)
MAYBE_END = re.compile(r"취소|환불|다른 ?[데곳집가샵매업]|다음에|안 ?[할하]|이번에|없던|그대로|[Cc]ancel")
MAYBE_ORDER = re.compile(
    r"호|미니|[Cc]|케|센|인분|시트|크림|맛|제누|무스|필링|빵|가나슈|레드|얼그레이|당근|티라미수|오레오|흑임자|인절미|초코"
    r"|바닐라|말차|녹차|딸기|고구마|모카|촬영|스냅|꽃|마카롱|쿠키|답례품|도시락|벤또"
    r"|[0-9] ?(?:세트|박스|상자|잔)"
)
MAYBE_WORDING = re.compile(r"문구|레터링|글씨|글자|멘트|토퍼|라고|라구|써|적어|새겨|넣어|맞[으나죠을]")

# --- what a clause is about --------------------------------------------------------------------------------

COMING = re.compile(
    r"어떠|어때|픽업|찾으|찾을|찾아|찾는|가지러|수령|방문|예약|주문|[갈올][게께까래]|가겠|갑니다|오세|오시|오실|뵐"
    r"|뵙|봬|받[을고]|원해|원합|희망"
    r"|[시분반일]\s?(?:으)?로\s?(?:해|할|하[겠려고])|변경|바꿔|바꿀|미뤄|미룰|당겨|부탁|가능|될까|되나|되요|돼요|됩니다|괜찮|좋[을아]|할게|할께|하겠"
    r"|옮[기겨길]|늦[춰추출]|잡아|잡을|되[는능]교|되예|될까예|됩니[꺼까]|하고\s?싶|필요|도착|체크인|촬영|이용|준비|맞[아으나을죠]"
    r"|pick|visit|come|arrive|check.?in|reserv|book|make it|instead|reschedul",
    re.I,
)
FETCHING = re.compile(r"픽업|찾으|찾을|찾아|가지러|수령|방문|예약(?!금)|체크인|촬영|pick", re.I)
NOT_COMING = re.compile(
    r"보낼\s?(?:[게께]|거|예정)|보내[도면]|보내\s?드릴|부칠|넣을\s?[게께]|넣어\s?드릴|전화|연락|답장|답변|통화|입금|송금|이체|결제|계좌|어제|그제|지난|방금|아까|비행기|항공편|편명|착륙|탑승|시안|배송|발송|도안|할인|이벤트|\d\s?시간|마다\s"
)
SHOP_HOURS = re.compile(
    r"영업|운영|오픈|휴무|브레이크|상담\s?시간|문\s?(?:닫|여는|열)|(?:마감|점심)\s?시간|last\s?order"
)
_LEAVE = r"체크\s?아웃|퇴실|반납|반환|check.?out|\breturn|drop.?off"
LEAVING = re.compile(_LEAVE, re.I)
LEAVES = re.compile(rf"\s?(?:에|까지|쯤|경|날|은|는|이|가)*\s?(?:{_LEAVE})", re.I)
ARRIVING = re.compile(r"체크\s?인|입실|인수|픽업|check.?in|pick.?up", re.I)
UNTIL = re.compile(r"\s?(?:에서|부터|~|-|까지)\s?")
"""Between two moments of which the second is of the same as the first: "반납을 내일 12시에서 모레 12시로"."""
JOINT = re.compile(r"(?:해서|라서|이라|이고|인데|니까|하고|드리고|[아어돼져혀려워와]서|지만)[\s,]")
"""Ends a thought within a clause: what stands before it is not about the day or time behind it."""
SPAN_BEGINS = re.compile(r"\s?(?:쯤|정도)?\s?(?:~|-|부터|에서|이후)")
SPAN_ENDS = re.compile(r"\s?(?:쯤|정도)?\s?(?:~|-|부터|에서|\bto\b|until|till)\s?", re.I)
"""Between the beginning of a stay and its end, each with its day: only the first is when somebody comes."""
NOTICE = re.compile(
    r"^\s*[^\w\s]{0,3}\s?(?:전체\s?)?(?:공지|\(?광고\)|(?:임시\s?)?휴무\s?(?:안내|공지)|이벤트\s?(?:안내|공지)|@(?:all|모두))"
    r"|여러분|(?:예약|주문|접수|참가자?|신청)(?:을|를)?\s?(?:받습니다|받아요|받고\s?있습니다|모집)|판매(?:를|을)?\s?(?:합니다|해요|시작|중이|중입|하고\s?있)"
)
"""Said by a shop to everybody: of nobody's order."""
ONLY_LATER = re.compile(
    r"\s?(?:이후|넘어서|부터)\S?만|\s?부터\s?(?:픽업\s?|주문\s?|예약\s?|방문\s?)?(?:가능|됩|돼|받아|받습)"
)
"""Behind a time from which on something is possible: none was agreed."""
OF_OTHERS = re.compile(r"(?:친구|일행|다른\s?(?:분|사람|한\s?[분명]))(?:은|는)\s?$")
"""Directly before a moment that is another's: "저는 3시 친구는 4시"."""
WHEN_ORDERED = re.compile(
    r"\s?(?:에|은)?\s?(?:지금\s?|바로\s?)?(?:주문|예약|신청|입금|결제)(?:을|를)?\s?(?:하|하시|드리)면"
    r"|\s?에?\s?(?:주문|예약|구매)\s?(?:한|했던|햇던)\s?(?:거|것|케\S{1,2})(?:이?랑|하고|처럼|와|과|같)"
)
"""Behind the day on which somebody orders, or has ordered what is wanted again."""
DEPARTS = re.compile(r"출발|이륙|depart|leav", re.I)
ARRIVES = re.compile(r"\s?(?:에|쯤)?\s?(?:현지\s?|인천\s?|김포\s?|한국\s?)?(?:도착|귀국|착륙|arriv)", re.I)
CHANGED = re.compile(
    r"(?:변경|수정|조정)\s?(?:을\s?)?(?:했[어습]|해\s?(?:드[렸릴]|뒀|둘[게께]|놨|놓)|됐[어습]|되[었셨]|완료|도와)"
    r"|(?:바꿔|옮겨|미뤄|당겨)\s?(?:드[렸릴]|뒀|둘[게께]|놨|놓)"
)
"""Said by a shop of a day or time that is now another."""
MONTH_ALONE = re.compile(r"\D{0,9}\d{1,2}\s?월\s?")
"""A message that breaks off before the day."""
SAME_TIME = re.compile(r"(?:같은|똑같은|동일한?)\s?시간|시간(?:은|대는)?\s?(?:그대로|똑같|동일|같)")
OF_EVENT = re.compile(
    r"(?:약속|모임|파티|행사|식사|회의|회식|수업|예식|결혼식|공연|출발|퇴근)(?:\S{0,2})"
    r"(?:이라|라서|인데|이고|있어서|여서|이니까?)[\s,]"
)
"""Behind the time of something else, which is why somebody comes at the time that follows."""
UNLESS = re.compile(r"안\s?(?:하|오|받)\S{0,2}면|않으시?면")
ANSWERED = re.compile(r"\s?(?:으?로|이|[은는])?요[?\s.!~…ㅎㅋ^♡♥]*$")
"""All that stands behind a moment that answers one: "5시 이후면.. 5시 반이요!", "12월 10일은요?"."""
REFUSED = re.compile(
    r"마감|어렵|어려|안\s?[되돼될됩]|불가|힘들|꽉\s?찼|찼|품절|휴무|쉬는|쉽니다|못\s?[해하할받드가갈]"
    r"|취소|만실|예약[이은]\s?(?:다\s?|이미\s?)?(?:있어서|있습니다|있네요)|full\b|closed"
)
POSSIBLE = re.compile(r"가능|괜찮|[돼되]는데|됩니다|돼요|좋[은아]")
FULL = re.compile(r"마감|만실|찼|휴무|쉬는\s?날|쉽니다|예약[이은]\s?다\s|full\b|closed")
"""No day is left, said without naming one."""
ABOUT_ELSE = re.compile(r"디자인|도안|사이즈|문구|맛|색|재료|주문은|상담|입금")
VAGUE_DAY = re.compile(
    r"평일|주말|휴일|매일|매주|말일|[째막]\s?주|[월연]말|월초|[달월]\s(?:초|말|중순)|[초중하]순|담\s?날|다음\s?날"
)
"""Days that a time may be of and that nobody can look up."""
NOT_THIS = re.compile(r"\s?(?:에|은|는|이|가|로|픽업|예약)?\s?(?:말고|빼고|아니고|아니라|아니구)")
"""Directly behind a day or a time that is not meant: "3시 말고 5시요"."""
QUESTION = re.compile(r"\?|까요|나요|가요|는지|을지|실까|세요\s*$|주세요")
CHOICE = re.compile(
    r"중에|중\s?(?:어떤|언제|어느|하나|편)|아니면|아님\s|이나\s|거나|또는|둘\s?다|vs|차이|고민|어떤|몇|부터|종류"
    r"|있(?:어요|습니다|으며|고요?)"
)

ASKS = {
    "due": re.compile(
        r"(?:몇\s?시|언제|며칠|(?:날짜|시간|일정|일시|요일)[은을이]?[^\n?]{0,14})(?:[^\n]{0,24})"
        r"(?:\?|까요|나요|세요|실까|가요|알려|말씀|부탁|적어|남겨)"
        r"|\b(?:[Ww]hat (?:time|day|date)|[Ww]hen (?:will|would|do|are)\s)[^\n?]{0,60}\?"
    ),
    "wording": re.compile(
        r"(?:문구|레터링|글씨|글자|멘트)(?:(?!\d\s?원|입금)[^\n]){0,24}(?:\?|까요|나요|세요|실까|가요|알려|말씀|부탁|적어|남겨)"
        r"|\b[Ww]hat\s[^\n?]{0,30}\b(?:write|written|wording|lettering|message)\b[^\n?]{0,30}\?"
    ),
    "paid": re.compile(
        r"(?:입금|예약금|선금|계약금|송금|이체)[^\n]{0,40}(?:부탁|주세요|주시면|바랍|바라|해\s?주)"
        r"|원(?:을|만|씩)?\s?(?:먼저\s?)?(?:보내|넣어|부쳐)\s?주"
        r"|\b(?:send|transfer|pay)\b[^\n]{0,40}(?:deposit|won\b|KRW)"
    ),
}

YES = re.compile(
    # 예약금, 네이버, 응원 begin with no yes.
    r"\s*(?:네+(?!이버|일|모|임|트|비|오|가지|시|번|명|개)|넵+|넹+|넴|예+(?!약|정|쁘|전|시|상|금|외|비|술|산|를)|옙"
    r"|응+(?!원|모|답|급)|ㅇㅇ|넵넵|네네)?[\s,.!~♡♥ㅎㅋ^]*"
    r"(?:좋아요|좋습니다|맞아요|맞습니다|맞으세요|가능합니다|가능해요|가능하세요|가능하십니다|가능하실"
    r"|됩니다|돼요|되세요|확인(?:했|하였|됐|되었|했)(?:습니다|어요)"
    r"|알겠습니다|알겠어요|그렇게|그때|(?:조심히|조심해서|천천히|편하게|그럼)\s?오[세셔]|예약(?:\s?(?:완료|확정|도와|해\s?드)|되셨|됐|되었|해\s?놓)|뵐게요"
    r"|뵙겠|준비해|접수|그럼|감사합니다)?"
)
JUST_YES = re.compile(
    r"\s*(?:네+|넵+|넹+|넴|예+|옙|응+|ㅇㅇ|넵넵|네네|ok(?:ay)?|yes|sure)[\s,.!~♡♥ㅎㅋ^]*", re.I
)

# --- money -------------------------------------------------------------------------------------------------

AMOUNT = re.compile(
    r"(?<![\d,.\-/:*])(?:₩\s?)?(?:"
    r"(?:\d{1,3}(?:,\d{3})+|\d{3,8})\s?원"
    r"|\d{1,4}(?:\.\d)?\s?만\s?(?:\d\s?천(?:\s?\d\s?백)?|\d,?\d{3}|\d\s?백)?\s?원(?!\s?(?:명|개))"
    r"|\d{1,4}(?:\s?만\s?\d\s?천|\.\d\s?만)(?=$|[\s,.!?~ㅎ]|이[에고요었]|예요|입|정도|인|로|만\s?[주줘받])"
    r"|\d{1,4}만(?=\s?$|[,.!?~\n/]|\s\d\s?호|이[에고요었]|예요|입니|정도)"
    r"|(?<![가-힣A-Za-z])(?:[1-9]\d{1,3}000|[1-9]\d{2,3}00)(?=\s?(?:보냈|보내|입금|이체|송금|쐈|입니|이[에요구고]|예요))"
    r"|\d{1,2}\s?천\s?(?:\d\s?백\s?)?원"
    r"|(?:\d{1,3}(?:,\d{3})+)(?=\s?$|[\s.!?~)\n])"
    r")(?!대(?!로)|피스|데이|하|래|본|칙|룸|단|두|목|장|서)"
)
SPELLED_AMOUNT = re.compile(
    r"(?<![가-힣\d])([일이삼사오육칠팔구십백천만]{1,12})\s?원(?!피스|데이|하|래|본|칙|룸|단|두|목|장|서"
    r"|고|인)"
)
DEPOSIT = re.compile(r"예약금|선금|계약금|보증금|선입금|deposit", re.I)
DEPOSIT_BEHIND = re.compile(rf"\s?(?:won\s?)?(?:{DEPOSIT.pattern})", re.I)
EXTRA = re.compile(r"추가|배송비|택배비|배달비|할인|할증|수수료|퀵|쿠폰")
NOW = re.compile(r"할인(?:해서|하면|되어|돼서|된|가는?)\s?$|할인\s?적용\S{0,3}\s?$")
"""Before the price that remains; before "원래" stands what it was."""
NOW_BEHIND = re.compile(r"만\s?[주줘받]|(?:에|까지|으?로)\s?(?:해\s?드[리릴]|드릴|맞춰\s?드)")
"""Behind the price in the end: "6만원인데 5만원만 주세요"."""
NO_PRICE = re.compile(
    r"(?:전에|지난번|저번|작년|예전)\S{0,3}\s?$|원래|정가|기존|반만|절반|일부|먼저\s?(?:보내|입금|송금|이체)|환불|돌려|위약|취소|refund|잔금|잔액|나머지|중도금|당\s?$|(?<!\d)1인\s?$|하루\s?$",
    re.I,
)
"""Before a sum that is given back, left to pay, or the price of one of several."""
NO_PRICE_BEHIND = re.compile(
    r"\s?(?:을|를|은|이|가)?\s?(?:환불|돌려|위약|취소|권|짜리|부터|이상|이하|미만|별도|었는데|였는데)", re.I
)
TOTAL = re.compile(r"총|합계|전체|모두|토탈|다\s?해서|합쳐|합해서|total|=\s?$", re.I)
HAGGLES = re.compile(
    r"깎|에누리|네고|디씨|(?:안\s?[될되돼]|할인\S{0,3}\s?(?:[될되돼]|해\s?주|좀))\S{0,3}(?=[?~\s]|$)"
)
"""Asks for less than the price."""
EACH = re.compile(r"\s?(?:짜리|부터)")
TO_CHOOSE = re.compile(r"\s?(?:,|/|이?랑|이?나|하고|또는|와|과)\s?")
"""Between the prices of things to choose from."""

PAID = re.compile(
    r"(?:입금|이체|송금|결제|계좌이체)(?:을|은)?\s?(?:했|하였|햇|완료(?![되하시후]|\s?(?:되|하|시|후|부탁"
    r"|해))|함|드렸|드렷|됐|되었|마쳤|끝)"
    r"|(?:입금|송금|이체)\s?완\b|(?:입금|이체|송금|결제)\s?완료(?:했|하였|됐|되었|드렸)"
)
SENT = re.compile(r"보냈|보내\s?드렸|부쳤|쐈|쏴\s?드렸|넣었|넣어\s?드렸|\b(?:sent|paid|transferred)\b", re.I)
ACCOUNT_NUMBER = re.compile(r"(?<!\d)(?!01\d)\d{2,6}-\d{2,8}-\d{2,8}(?:-\d{1,3})?(?!\d)")
WILL_PAY = re.compile(
    r"(?:입금|이체|송금|결제)(?:은|는|을)?\s?(?:(?!카드|현금)[^\n.?!]){0,12}?(?:할|드릴)[게께]"
    r"|보낼[게께]|보내\s?드릴[게께]"
)
BEFOREHAND = re.compile(r"예약금|선금|계약금|선입금")
DONE = re.compile(
    r"\s*(?:(?:네+|넵|지금|방금|완료)[\s,]*)?(?:했|햇|완료했|완료햇)(?:어요|어용|어여|습니다|습니당|음|슴다)[\s.!~ㅎㅋ^♡♥]*"
)
"""All of a message that follows "입금할게요"."""
MONEY = re.compile(r"입금|송금|이체|계좌|예약금|선금|계약금|돈|금액|\d\s?(?:만|천)?\s?원")
NOT_MONEY = re.compile(
    r"사진|파일|시안|도안|이미지|캡[처쳐]|디자인|메일|링크|주소|카톡|문자|톡|디엠|dm|양식|주문서", re.I
)
NOT_YET = re.compile(
    r"입금\s?전|아직|안\s?(?:했|보냈|됐|되었)|못\s?(?:했|보냈)|(?:하|했으|하시|됐|되|보내|완료되"
    r"|완료하시)면|(?:한|하신|된|완료|보낸)\s?(?:뒤|후)|해야|취소"
    r"|(?:할|드릴|보낼)\s?(?:게|께|예정|거)|하겠|not\s|n't\s"
)
PAID_AND = re.compile(r"(?:[했햇냈렸쐈였][고지]|는데|지만)[\s,]")
"""Behind it another thought begins: "5만원 보냈고 나머지는 그날 드릴게요"."""
ASKED_WHETHER = re.compile(
    r"(?:하셨|하신|했|보내셨|됐|되셨)(?:는지|을까|나요|어요\s?\?|습니까|을지)|(?:하셨|보내셨)(?:어요|나요"
    r"|을까요)"
)
CONFIRMED_PAID = re.compile(
    r"(?:입금|이체|송금|결제|예약금)[은도이]?\s?(?:내역\s?)?확인\s?(?:했|하였|됐|되었|완료(?![되시])"
    r"|되셨습니다|해\s?드렸|드렸)"
    r"|(?<=원)\s?확인\s?(?:했|하였|됐|되었)"
)
PLEASE_CHECK = re.compile(
    r"(?:입금|이체|송금)[은도]?\s?(?:내역\s?)?확인\s?(?:부탁|좀|해\s?주|되셨|되나|됐나|가능)"
)

ACCOUNT = re.compile(
    r"계좌|예금주|은행|뱅크|농협|신한|국민|우리은행|하나은행|기업은행|새마을|신협|우체국|토스뱅크|카뱅"
)

# --- phones ------------------------------------------------------------------------------------------------

PHONE = re.compile(
    r"(?<![\d.\-+])(?:(?:\+82[-\s.]?\(?0?\)?|82-|0)1[016789][-\s.·]{0,2}\d{3,4}[-\s.·]{0,2}\d{4}"
    r"|0(?:2|3[1-3]|4[1-4]|5[1-5]|6[1-4]|70|50\d)[-)\s.]{1,2}\d{3,4}[-\s.]\d{4}|050\d{8,9}"
    r"|\+(?!82)\d{1,3}[-\s]?\d(?:[-\s]?\d){6,11})(?![\d*]|-\d)"
)

NO_MORE_BEFORE = re.compile(
    r"(?:기존|예전|이전|전에\s?쓰던|옛날?|원래)\s?(?:번호|연락처|전화|폰|핸드폰)?(?:번호)?"
    r"(?:은|는|인|이던)?\s?[:：(]?\s?$"
    r"|친구\s?(?:번호|연락처|전화|폰)\S{0,3}\s?[:：(]?\s?$"
    r"|(?:번호|연락처)(?:도|를)?\s?(?:드릴까요|알려\s?드릴까요|필요하세요|필요하신가요)\s?\?\s?$"
)
"""Before a number that is used no more, or is that of somebody who comes along."""
NO_MORE = re.compile(
    r"\s?(?:번호)?\s?(?:은|는|이|가|에서)?\s?(?:이제\s?|더\s?이상\s?)?"
    r"(?:안\s?[쓰써]|없는\s?번호|해지|정지|말고|아니)"
)

# --- what was ordered --------------------------------------------------------------------------------------

SIZE = re.compile(
    r"(?<![\d.\-])(?<!동)(?<!동 )(?:10|[0-9])\s?호(?![선점실기차텔수칭]|\s?(?:선|점|실|기"
    r"|차)\b)(?:\s?(?:사이즈|크기))?"
    r"|미니(?!멀|스|카)\s?(?:사이즈|케이크|케익)?|(?:도시락|벤또)\s?(?:케[이]?[크익]|사이즈)"
    r"|[2-5]\s?단\s?케[이]?[크익]|지름\s?\d{1,2}\s?(?:cm|센[치티])"
    r"|\d{1,2}\s?cm|(?<!\d)(?:[1-9]|1\d|20)\s?인분",
    re.I,
)
_FLAVOURS = (
    "초코|초콜릿|초콜렛|바닐라|화이트|모카|커피|녹차|말차|당근|레드\\s?벨벳|얼그레이|딸기|블루베리"
    "|라즈베리|오레오|고구마|단호박|티라미수|치즈|"
    "쑥|흑임자|인절미|카라멜|캐러멜|망고|청포도|샤인\\s?머스캣|레몬|복숭아|무화과|밤|콩가루|누텔라"
    "|피스타치오|민트\\s?초코|유자|바나나|코코넛|순우유"
)
FLAVOUR = re.compile(
    rf"(?:{_FLAVOURS})\s?(?:시트|크림|맛|제누[와아]즈|생크림|무스|필링|빵)(?!치)"
    r"|(?:크림치즈|버터|우유|생|동물성|식물성|마스카포네|가나슈|요거트)\s?크림|크림\s?치즈|생크림|가나슈"
    r"|(?<![가-힣])(?:레드\s?벨벳|얼그레이|당근|티라미수|오레오|흑임자|인절미|초코|바닐라|말차|녹차|딸기"
    r"|고구마|모카)(?=\s?(?:$|[,.+/&!~\n)]|로\b|로[\s요용염할해]|이?[요용여염욤]|랑|하고|으로|케이크|케익))"
    rf"|(?<=\d호\s)(?!밤)(?:{_FLAVOURS})(?=\s|$|[,.!?~])|(?<![가-힣])(?!밤)(?:{_FLAVOURS})(?=\s?\d\s?호)"
)
ITEM = re.compile(
    r"(?:커스텀|레터링|떡|앙금|포토|캐릭터|생일|꽃|플라워|컵|입체|돌잔치|돌|환갑|용돈|반전|웨딩|기념일"
    r"|강아지|수제|디자인|숫자|하트|무지개|과일|홀)\s?케[이]?[크익]"
    r"|(?:프로필|가족|커플|우정|돌|웨딩|만삭|증명|여권)\s?(?:사진\s?촬영|스냅|촬영)|꽃다발|꽃바구니"
    r"|마카롱(?:\s?세트)?|쿠키\s?(?:세트|박스)|답례품"
    r"|(?<![\d,.])[1-9]\d{0,2}\s?(?:세트|박스|상자|잔)(?!\s?(?:당|에\s|이상|이하|부터|미만|씩|금))"
)

# --- wording on it -----------------------------------------------------------------------------------------

WORDING_WORD = r"(?:문구|레터링|글씨|글자|멘트|토퍼\s?문구)"
WORDING_LINE = re.compile(
    rf"(?:^|[\n.!?]|\s){WORDING_WORD}(?:\s?내용)?\s?(?:(?P<mark>[:：=]|[-→]\s)|(?P<soft>은|는|에는|에|로는"
    rf"|로|으로)(?=\s))\s?(?P<text>[^\n]{{1,120}})"
)
WORDING_QUOTED = re.compile(
    rf"{WORDING_WORD}(?:\s?내용)?(?:은|는|을|를|에는|에)?\s?"
    r"(?P<text>[\"“‘'「『<《][^\"“”'‘’「」『』<>《》\n]{1,80}[\"”’'」』>》])"
)
INSTEAD = re.compile(r"\s?(?:에서|말고|대신에?|(?:이|가)?\s?아니(?:라|고))\s?")
"""Between two wordings of which the second is meant."""
LIKE_BEFORE = re.compile(
    r"(?:전에|지난번|저번|예전|사진|이거|그거|위에|똑)[^\n]{0,12}(?:처럼|같이|대로|똑같|동일)|^\s?(?:그대로|똑같이|동일하게)"
)
QUOTE_ASKED = re.compile(
    r"[\"“「『<《]([^\"“”「」『』<>《》\n]{2,80})[\"”」』>》]\s?(?:이?라고\s?)?(?:가\s?|이\s?)?맞(?:으시|나요|죠|을까)"
)
"""What a shop reads back: '"우리 평생 함께" 맞으시죠?'."""
WRITE_IT = re.compile(r"(?:써|적어|새겨|넣어|바꿔)\s?주")
WORDING_GIVEN = re.compile(
    rf"{WORDING_WORD}\s(?P<text>[^\n?]{{2,60}}?)\s?(?:이?라고|이?라구|으?로)\s?(?:해|부탁|넣어|써|적어|새겨)"
)
QUOTED = re.compile(r"[\"“”'‘’「『<《]([^\"“”'‘’「」『』<>《》\n]{1,80})[\"“”'‘’」』>》]")
SAYING = re.compile(r"([^\n.?!\"“”]{2,60}?)\s?[\"”’']?\s?(?:이?라고|이?라구)\s?(?:써|적어|넣어|새겨|해|부탁)")
WORDING_END = re.compile(
    r"\s?(?:(?:이?라고|이?라구|으로|로)?\s?(?:해\s?주세요|해\s?주실\S*|부탁\S*(?:\s?(?:드려요|드립니다"
    r"|드릴게요|합니다|해요))?|할게요|하고\s?싶어요|넣어\s?주\S*|써\s?주\S*|적어\s?주\S*|새겨\s?주\S*)"
    r"|이요|로요|이에요|예요)[\s.!~ㅎㅋ^♡♥]*$"
)
NO_WORDING = re.compile(
    rf"{WORDING_WORD}(?:은|는|도)?\s?(?:없이|없어도|없어요|없음|없고|필요\s?없|안\s?(?:넣|하|해|써|적)|빼|생략)"
)
NO_ANSWER = re.compile(
    r"입금|이체|송금|결제|계좌|픽업|예약|주문|[으]?로\s?할[게께]"
    r"|^\s*(?:네|넵|넹|예|아|음|앗|오)?[\s~.!,]*(?:알겠\S*|좋아요|그럴게요|할게요)|보[내낼낸냈]|정해|정하|말씀|알려|\d자|잠시|잠깐|고민|생각|아직|감사|안녕|나중|글쎄|모르|추천|가능|얼마|^\s*(?:네|넵|예|아|음|앗"
    r"|오)[\s~.!]*$|ㅋㅋ|ㅠㅠ|까요|나요"
)

PUTS_OFF = re.compile(r"잠시|잠깐|물어\s?보|고민|생각|정해|정하|이따|나중|조금만|기다려")

# --- an order form filled in: "픽업일시: 10/17 4시" ---------------------------------------------------------

LABELLED = re.compile(
    r"^[ \t\-•*·ㆍ▶■□✔✓\d.)①-⑨]{0,6}([가-힣A-Za-z/ ]{1,12}?) ?(?:\([^()\n]{0,20}\))? ?[:：] ?"
    r"([^\s][^\n]{0,200})$",
    re.M,
)
LABELS = {
    "size": ("사이즈", "크기", "호수", "size"),
    "flavour": ("맛", "시트", "크림", "빵", "시트맛", "케이크맛", "맛선택", "시트/크림", "flavour", "flavor"),
    "item": ("품목", "상품", "상품명", "메뉴", "종류", "디자인", "주문상품", "케이크", "item"),
    "wording": ("문구", "레터링", "레터링문구", "글씨", "멘트", "케이크문구", "판문구", "wording"),
}
LABEL_OF = {label: field for field, labels in LABELS.items() for label in labels}
