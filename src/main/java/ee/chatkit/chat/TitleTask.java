package ee.chatkit.chat;

/**
 * What is to be done for a thread to get its title.
 *
 * @param immediate whether it is done in no time; otherwise it may wait for a model
 * @param work stores the title, if one is found. Does not throw
 */
record TitleTask(boolean immediate, Runnable work) {}
