"""What every page is made of: page, components, charts, tables and downloads."""
