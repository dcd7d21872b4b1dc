"""Phrases that unmask a page: not found, for sale, consent, login, challenge, paywall.

They are looked for in titles and headlines (and, on small pages, in the text), never in running
text alone: an article about broken links says "page not found" too.
"""

import re

_THING = r"(?:page|file|article|story|document|content|post|item|resource|url|link|site)"
_CANNOT = r"(?:can(?:no|[’'])t|cannot|could(?:n[’']t| not)|unable to|didn[’']t|failed to)"


def _any_of(*phrases: str) -> re.Pattern[str]:
    return re.compile("|".join(phrases), re.IGNORECASE)


NOT_FOUND = _any_of(
    rf"\b{_THING}\b.{{0,30}}\b(?:n[’']t|not|no longer) (?:be )?(?:found|exist|available|here)\b",
    rf"\b{_THING}\b.{{0,30}}\b(?:does(?:n[’']t| not) exist|no longer (?:exists|available))\b",
    rf"\b{_THING}\b.{{0,30}}\b{_CANNOT} be (?:found|located|displayed)\b",
    rf"\b{_THING}\b (?:is (?:missing|gone|unavailable)|has (?:been )?(?:moved|removed|expired))\b",
    rf"\b{_CANNOT} (?:find|locate) (?:that|the|this|your|what)\b",
    r"^\W*(?:error\W{0,3})?(?:404|410)\b(?:\W{0,3}(?:error|not found|page|gone).*)?\W*$",
    r"\b(?:error|http|status)\W{0,3}(?:404|410)\b|\b404\W{0,3}(?:error|not found|page|file)\b",
    r"^\W*(?:oops\W*)?(?:sorry\W*)?(?:page |file |nothing |)not found\W*$",
    r"^\W*(?:oops|whoops|uh[- ]oh|d[’']oh)\W*$|^\W*nothing (?:was )?found\W*$",
    r"\bseite (?:wurde )?(?:leider )?nicht gefunden\b|\bseite existiert nicht\b",
    r"\binhalt nicht (?:mehr )?(?:gefunden|verfügbar)\b|\bnicht (?:mehr )?verfügbar\b",
    r"\bpage (?:introuvable|non trouvée|inexistante)\b|\bn[’']existe (?:pas|plus)\b",
    r"\bp[aá]gina no (?:encontrada|existe|disponible)\b",
    r"\bno se (?:ha )?(?:encontró|encuentra|encontrado)\b",
    r"\bp[aá]gina n[aã]o (?:foi )?encontrada\b|\bpagina non trovata\b",
    r"\bpagina niet gevonden\b|\bsiden (?:blev|ble) ikke (?:fundet|funnet)\b",
    r"\bsidan (?:hittades inte|finns inte|kunde inte hittas)\b|\bsivua ei löy[td]\w+",
    r"\bnie znaleziono\b|\bstrona nie istnieje\b|\bстраница не найдена\b|\bstránka nenalezena\b",
    r"ページが見つかりません|页面不存在|找不到(?:该|此)?(?:页面|頁面)|페이지를 찾을 수 없",
)
PARKED = _any_of(
    r"\bdomain (?:name )?(?:is|may be|might be) (?:available )?for sale\b",
    r"\bis for sale\b.{0,40}\bdomain\b|\bbuy (?:this|the) domain\b",
    r"\bthis domain (?:has expired|is parked|name has expired)\b|\bdomain parking\b",
    r"\b[\w-]+\.[a-z]{2,12} is (?:available )?for sale\b|\bparked free\b",
    r"\bsedoparking|parkingcrew|bodis\.com|hugedomains|afternic|\bdan\.com\b|undeveloped\.com",
    r"\bdiese domain (?:steht|ist) .{0,20}(?:verkauf|verkaufen)\b",
    r"\bce (?:nom de )?domaine est à vendre\b|\beste dominio está (?:en|a la) venta\b",
)
CONSENT = _any_of(
    r"\bbefore you (?:continue|proceed)\b|\bwe value your privacy\b",
    r"\byour privacy (?:choices|matters)\b|\bis part of the yahoo family\b",
    r"\bcookie (?:consent|settings|preferences|wall)\b",
    r"\bprivacy (?:consent|settings|preferences)\b",
    r"\b(?:accept|allow|consent to|use of|use) (?:the use of )?cookies\b",
    r"\bstore and(?:/or)? access information on (?:your|a) device\b",
    r"\bavant de continuer\b|\bvotre consentement\b|\bantes de continuar\b|\bprima di continuare\b",
    r"\bbevor (?:sie|du) (?:fortfahren|weiter)\b|\bvoordat je verdergaat\b",
    r"\bwir (?:brauchen|benötigen) ihre zustimmung\b|\bzustimmung (?:erforderlich|zu cookies)\b",
    r"\bcookies (?:zustimmen|akzeptieren|accepteren)\b|\baccepter les cookies\b",
)
LOGIN = _any_of(
    r"\b(?:log|sign)[ -]?in\b|\blog ?on\b|\banmelden\b|\beinloggen\b|\bse connecter\b",
    r"\biniciar sesi[oó]n\b|\baccedi\b|\binloggen\b|\blogga in\b|\bautenticaci[oó]n\b",
    r"^\W*connexion\b",
)
LOGIN_PATH = re.compile(
    r"/(?:log-?in|log-?on|sign-?in|account/login|accounts/login|auth|sso|oauth2?|cas|saml2?|wayf)\b",
    re.IGNORECASE,
)
CONSENT_ADDRESS = re.compile(
    r"^https?://(?:consent|cmp|privacy-?gateway|guce)\."
    r"|/(?:consent|cookie-?consent|collectConsent)\b",
    re.IGNORECASE,
)
CHALLENGE = _any_of(
    r"^\W*just a moment\W*$|\battention required\b.*\bcloudflare\b|\bchecking your browser\b",
    r"\bverif(?:y|ying) (?:that )?you are (?:a )?human\b|\bprove you are human\b",
    r"\bare you (?:a )?(?:robot|human)\b|\bpardon our interruption\b|\bone more step\b",
    r"\b(?:security|robot) check\b|\b(?:bot|human) verification\b|\bddos protection\b",
    r"^\W*(?:access|request|permission) (?:to this page )?(?:has been )?(?:denied|blocked)\W*$",
    r"^\W*(?:you have been|your request was) blocked\b|^\W*(?:403 )?forbidden\W*$|^\W*captcha\W*$",
)
CHALLENGE_MARKS = (
    b"_cf_chl_opt",
    b"cf-browser-verification",
    b"/cdn-cgi/challenge-platform",
    b"px-captcha",
    b"_pxappid",
    b"captcha-delivery.com",
    b"_incapsula_resource",
    b"/_sec/cp_challenge",
    b"awswafintegration",
    b"distil_r_captcha",
    b"ddos-guard",
    b"sgcaptcha",
)
PAYWALL = _any_of(
    r"\bto (?:continue|keep) reading\b|\bcontinue reading (?:with|by|for)\b",
    r"\b(?:subscribe|register|sign in|log in|join|sign up) (?:now )?to (?:continue|keep|unlock)\b",
    r"\b(?:subscribe|register) (?:now )?to (?:read|access|view) (?:the (?:full|rest)|this|more)\b",
    r"\b(?:read|reached|used) your (?:last|limit of|monthly limit|\w+) free (?:article|stor)",
    r"\breached your (?:free )?(?:article|monthly|story) limit\b|\bout of free articles\b",
    r"\bthis (?:article|story|content) is (?:only |exclusively )?(?:available )?(?:for|to)"
    r" (?:our )?(?:paying |registered )?(?:subscribers|members)\b",
    r"\bthe (?:full|rest of (?:the|this)) (?:article|story|text) is (?:only )?(?:available )?"
    r"(?:for|to) (?:our )?(?:subscribers|members)\b",
    r"\bsubscriber[- ]only (?:article|content|story)\b|\bsubscribers only\b",
    r"\bwant to read more\?|\bunlock (?:this|the full) (?:article|story)\b",
    r"\bpour lire la suite\b|\barticle réservé aux abonnés\b|\bréservé à nos abonnés\b",
    r"\bweiterlesen mit\b|\bjetzt weiterlesen\b|\bartikel (?:ist )?nur für abonnenten\b",
    r"\bpara (?:seguir|continuar) leyendo\b|\bcontenido exclusivo para suscriptores\b",
)
PAYWALL_MARK = re.compile(
    rb"""(?:class|id)\s*=\s*["'][^"']{0,200}(?<![\w-])(?:paywall|pay-wall|subscriber-only"""
    rb"""|premium-wall|regwall|meter-wall|article-barrier|subscription-barrier)(?![\w-])""",
    re.IGNORECASE,
)
NEEDS_SCRIPT = _any_of(
    r"\b(?:enable|activate|turn on|requires?|needs?|without|disabled)\b.{0,40}\bjavascript\b",
    r"\bjavascript\b.{0,60}\b(?:enabled?|required?|disabled|activate|must be|turned on|to run)\b",
    r"\bjavascript (?:aktivieren|activer|activar|activé)|\b(?:aktivieren|activez|activar).{0,20}"
    r"\bjavascript\b",
)
EMPTY_ROOT = re.compile(
    rb"""<(?:div|main|section|app-root|body)[^>]{0,200}\bid\s*=\s*["']?(?:root|app|__next|__nuxt"""
    rb"""|main-app|react-root|gatsby|___gatsby|svelte|ember-app|mount)["']?[^>]{0,200}>\s*</"""
    rb"""|<app-root>\s*</""",
    re.IGNORECASE,
)
PASSWORD_FIELD = re.compile(rb"""type\s*=\s*["']?password\b""", re.IGNORECASE)
