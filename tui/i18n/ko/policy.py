"""What is wrong with a user's policy.  The file's name and the line are said by whoever shows these."""

TEXTS: dict[str, str] = {
    "not_whole": "{key}에는 {low}부터 {high}까지의 정수를 적어 주세요. 지금은 {found:이에요/예요}.",
    "not_number": "{key}에는 {low}부터 {high}까지의 수를 적어 주세요. 지금은 {found:이에요/예요}.",
    "out_of_range": "{key}에는 {low}부터 {high}까지 쓸 수 있는데 {found:이라고/라고} 적혀 있어요.",
    "not_flag": "{key}에는 true나 false를 따옴표 없이 적어 주세요. 지금은 {found:이에요/예요}.",
    "not_one_of": "{key}에는 {known} 가운데 하나를 적어 주세요. 지금은 {found:이에요/예요}.",
    "not_time": '{key}에는 시각을 "21:00"처럼 따옴표와 함께 적어 주세요. 지금은 {found:이에요/예요}.',
    "not_zone": '{key}에는 "Asia/Seoul" 같은 시간대 이름을 적어 주세요. {found:은/는} 모르는 이름이에요.',
    "not_words": '{key}에는 ["렌터카", "레터링"]처럼 낱말의 목록을 적어 주세요. 지금은 {found:이에요/예요}.',
    "not_routes": '{key}에는 ["phone", "sms"]처럼 경로의 목록을 적어 주세요. 지금은 {found:이에요/예요}. '
    "쓸 수 있는 이름: {known}",
    "unknown_route": "{key}에 적힌 {found:은/는} 모르는 경로예요. 쓸 수 있는 이름: {known}",
    "not_a_table": "{key:은/는} 값 하나가 아니라 [{key}] 아래에 여러 줄로 적어요. "
    "지금은 {found:이에요/예요}.",
    "unknown_key": "{key:은/는} 정책에 없는 이름이에요. `sonnim policy`로 쓸 수 있는 이름을 볼 수 있어요.",
    "unknown_key_meant": "{key:은/는} 정책에 없는 이름이에요. 혹시 {meant:을/를} 쓰려 하셨나요?",
    "soon_before_now": "‘곧’(soon_minutes {soon}분)이 ‘지금’(now_minutes {now}분)보다 짧아요. "
    "{key:을/를} 고쳐 soon_minutes가 더 길거나 같게 해 주세요.",
    "syntax": "이 줄을 알아볼 수 없어요. '이름 = 값'처럼 한 줄에 하나씩 적어 주세요: {written}",
    "syntax_twice": "같은 이름이 두 번 나와요. 한 번만 적어 주세요: {written}",
    "syntax_no_equals": "이름 뒤에 =와 값이 있어야 해요: {written}",
    "syntax_unclosed": "따옴표나 괄호가 닫히지 않았어요: {written}",
    "syntax_value": "값을 읽을 수 없어요. 글자는 따옴표로 묶고, 수는 그대로 적어 주세요: {written}",
    "syntax_rest": "값 뒤에 다른 글자가 더 있어요. 한 줄에 하나만 적어 주세요: {written}",
    "too_deep": "괄호가 너무 깊이 겹쳐 있어 읽을 수 없어요.",
}
