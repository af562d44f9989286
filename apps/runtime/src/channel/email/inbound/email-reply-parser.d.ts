declare module 'email-reply-parser' {
  class EmailReplyParser {
    read(text: string): { getVisibleText(): string };
  }
  export = EmailReplyParser;
}
