"""What sentences in ordinary words want of tables that stand, where no rule of the grammar knows them."""

from database_developer.reading.plain_words.reader import Heard as Heard
from database_developer.reading.plain_words.reader import read as read
