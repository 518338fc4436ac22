/** Where the page finds its parts, relative to itself. */
record Entries(String script, String style, String icon) {}
