/** Where the room says what an operator should know; one line a fact. pino's shape. */
export interface Logger {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}
