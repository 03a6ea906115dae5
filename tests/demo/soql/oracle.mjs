// Reads a JSON list of statements and prints, for each, the parser's tree or null when it refuses the statement.
import { parseQuery } from "@jetstreamapp/soql-parser-js";

let input = "";
for await (const part of process.stdin) input += part;

const judge = (statement) => {
  try {
    return parseQuery(statement);
  } catch {
    return null;
  }
};

process.stdout.write(JSON.stringify(JSON.parse(input).map(judge)));
