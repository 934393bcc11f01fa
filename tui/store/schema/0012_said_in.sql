-- What a message says is found by it: a chat that is taken back asks so for each of its messages.
CREATE INDEX suggestions_of_message ON suggestions (message_id);
