"""Words for tables and columns in some other languages, as far as they tell by their form alone what is named."""

from __future__ import annotations

from dataclasses import replace

from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.phrases import noun_phrase
from database_developer.reading.grammar.tokens import Kind, Token
from database_developer.reading.inflection import singular_phrase

Tokens = tuple[Token, ...]

# Spanish, Portuguese, German and French; no word that means anything else in English.
TABLES = lexicon.words("tabla tabela tabelle entidad entidade entität entité modelo modell modèle relação relación")
COLUMNS = lexicon.words(
    "columna columnas coluna colunas spalte spalten colonne colonnes campo campos feld felder champ champs atributo "
    "atributos attribut attribute attributs propiedad propiedades propriedade propriedades eigenschaften"
)
_SMALL = lexicon.words("de da do del la el los las das die der den des le les du für para pour von llamada chamada")
_SMALL_TOO = lexicon.words("nombrada denominada genannt namens appelée d'")
_MAKING = lexicon.words(
    "crear criar créer creación creacion criação erstelle erstellen anlegen création nueva nuevo nova novo neue "
    "nouvelle una uma eine une a o"
)
_AND = lexicon.words("y e und et")
_WORDS = {
    "obligatorio": "required",
    "obligatoria": "required",
    "obrigatório": "required",
    "obrigatória": "required",
    "requerido": "required",
    "pflichtfeld": "required",
    "erforderlich": "required",
    "obligatoire": "required",
    "opcional": "optional",
    "facultatif": "optional",
    "optionnel": "optional",
    "único": "unique",
    "única": "unique",
    "eindeutig": "unique",
    "fecha": "date",
    "datum": "date",
    "texto": "text",
    "texte": "text",
    "entero": "integer",
    "inteiro": "integer",
    "ganzzahl": "integer",
    "entier": "integer",
    "booleano": "boolean",
}
_KEYS = (("clave", "primaria"), ("llave", "primaria"), ("chave", "primária"), ("clé", "primaire"))


def table_titled(tokens: Tokens) -> str | None:
    """The "propertie" of "Criar a tabela properties": the one name behind the word for a table."""
    for at, token in enumerate(tokens[:-1]):
        is_table = token.is_in(TABLES) or (token.is_word("table") and at > 0 and tokens[at - 1].is_word("la", "une"))
        if not is_table or (at and not tokens[at - 1].is_in(_SMALL | _MAKING)):
            continue
        place = at + 1
        while place < len(tokens) and tokens[place].is_in(_SMALL | _SMALL_TOO):
            place += 1
        return _named(tokens[place : place + 1])
    return None


def _named(tokens: Tokens) -> str | None:
    phrase = noun_phrase(tokens)
    if not phrase.is_named:
        return None
    words = (phrase.identifier or phrase.name).lower().replace("_", " ").split()
    return " ".join(singular_phrase(tuple(words)))


def columns_told(tokens: Tokens) -> Tokens:
    """The list behind the word for columns and a colon, in brackets or in code, put into English; () for none."""
    for at, token in enumerate(tokens[:-1]):
        if not token.is_in(COLUMNS):
            continue
        behind = tokens[at + 1 :]
        if behind[0].is_mark(":"):
            return in_english(behind[1:])
        if behind[0].kind is Kind.GROUP and len(behind[0].inside) > 1:
            return in_english(behind[0].inside)
        return in_english(behind) if behind[0].is_literal else ()
    return ()


def in_english(tokens: Tokens, *, is_list: bool = True) -> Tokens:
    """The same with these languages' words for rules and types, and in a list their "and", as other rules know them."""
    found: list[Token] = []
    for at, token in enumerate(tokens):
        inside = in_english(token.inside, is_list=is_list) if token.inside else ()
        if at and (tokens[at - 1].lower, token.lower) in _KEYS:
            found[-1:] = (_word(tokens[at - 1], "primary"), _word(token, "key"))
        elif is_list and token.is_in(_AND) and at:
            found.append(replace(token, kind=Kind.MARK, text=",", lower=","))
        else:
            same = replace(token, inside=inside) if inside else token
            found.append(_word(token, _WORDS[token.lower]) if token.lower in _WORDS else same)
    return tuple(found)


def _word(token: Token, text: str) -> Token:
    return replace(token, text=text, lower=text)
