"""The budget amendment (begrotingswijziging, BBV art. 18): a block for each organisation, lasten and baten apart."""
