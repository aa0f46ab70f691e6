"""Vietnamese syllables: whether letters can be read at all, the evidence by which legacy text is recognised."""

import re
import unicodedata
from functools import lru_cache

_ONSETS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
_RIMES = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong
op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôt up ut uơ uy uya uych uyên uyêt uynh
uyp uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y ych yêm yên yêng yêt yêu ynh yt
"""
_KNOWN_RIMES = frozenset(_RIMES.split())
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_ONSET = re.compile(f"({'|'.join(sorted(_ONSETS.split(), key=len, reverse=True))})?(.*)", re.DOTALL)
_STOPS = ("c", "ch", "p", "t")
_SHARP = "\u0301\u0323"
_TONE = re.compile(f"[{_TONES}]")
_TONED_CONSONANT = re.compile(f"[b-df-hj-np-tv-xz][{_TONES}]")


@lru_cache(maxsize=1 << 13)
def is_syllable(word: str) -> bool:
    """Tell whether the word can be one Vietnamese syllable, with a tone that its ending allows."""
    decomposed = unicodedata.normalize("NFD", word.lower())
    tones = _TONE.findall(decomposed)
    if len(tones) > 1 or _TONED_CONSONANT.search(decomposed):
        return False
    bare = unicodedata.normalize("NFC", _TONE.sub("", decomposed))
    match = _ONSET.fullmatch(bare)
    rimes = {bare, match[2]} if match else {bare}
    if match and match[1] == "gi" and not match[2]:
        rimes.add("i")
    elif match and match[1] == "gi":
        rimes.add(f"i{match[2]}")
    rime = next((rime for rime in rimes if rime in _KNOWN_RIMES), None)
    return rime is not None and (not rime.endswith(_STOPS) or bool(tones and tones[0] in _SHARP))
