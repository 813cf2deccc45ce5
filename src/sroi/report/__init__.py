"""Results as people read them: tables, charts, pages and workbooks. Computes nothing."""
