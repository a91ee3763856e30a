"""From a solution back to goods, places, periods and units; and what was proved of it."""
