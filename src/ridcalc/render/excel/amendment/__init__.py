"""The budget amendment (begrotingswijziging, BBV art. 18): a block of lasten and baten per organisation."""
