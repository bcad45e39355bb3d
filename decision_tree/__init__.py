"""The decision engine: answers in, the next question or the outcome out.

Standard library only (but for mcp), and free of YAML and HTML, so that the same code runs on the build
machine, in tests, in a terminal and, inside Pyodide, in the reader's browser.

- model: the decision tree as dataclasses; conditions: what earlier answers must be
- json_form: the tree's JSON form, tree.json; faults: what is wrong with one; words: its interface words
- selections: several answers to one question, and their labels as a list
- walk: from answers to the next question or the outcome; which questions are not asked
- answer_classes: answers that nothing tells apart; answer_bits: sets of answers as integers
- states: all states of a tree, however many paths lead there; how many questions are left
- tables: the rows of decision tables that hold for some answers; due_time: the due time that follows from it
- working_hours: working calendars
- card: the outcome card; why: what would change it, and what doubt leaves open
- entries, domain_names: what is typed into a form, checked; ticket: the ticket's text
- receipt: an outcome as a short id; reminder: the due time as a calendar entry
- messages: the protocol of the browser's worker; card_json, sheet_json, replay_json: the card in it,
  its sheet and ticket, and receipts, as JSON
- found_json: where answers lead, as JSON; refusals: what is said of those that do not count
- terminal, __main__: the command line
- tools, tool_text: what assistants ask; published, mcp: a server that answers them from a published guide
"""

__version__ = "0.1.0"
