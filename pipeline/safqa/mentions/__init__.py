"""What stands in a text: numbers, money, percents, dates, companies, triggers; one module each."""
