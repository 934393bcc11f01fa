"""운영체제가 거절한 까닭."""

TEXTS: dict[str, str] = {
    "missing": "그런 파일이나 폴더가 없음",
    "not_allowed": "권한이 없음",
    "full": "저장 공간이 없음",
    "is_folder": "파일이 아니라 폴더임",
    "read_only": "읽기 전용 장치임",
    "in_use": "다른 프로그램이 쓰고 있음",
}
