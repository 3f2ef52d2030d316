// Written by a test of the command line with LEEWAY_WRITE=1; do not edit.
import type { Program } from './parse.js'

export const PROGRAM: Program = {
  "help": "Decides how much freedom an AI feature gets, one prediction at a time\n\nUsage: leeway-policy [OPTIONS] <COMMAND>\n\nCommands:\n  check    Tell everything that is wrong with policies\n  decide   Decide one input, or a stream of them, one a line (NDJSON)\n  explain  Explain one decision: every step, and what would change it\n  diff     Tell what changes between two policies: where they give different actions\n  test     Run the tests in a policy and those in a file beside it, and tell what they leave out\n  report   Describe a policy in words for the people who approve it, as Markdown\n  fmt      Lay out policies: two spaces, short objects on one line, nothing reordered\n  schema   Print the JSON Schema of policies\n  types    Print TypeScript types of the inputs of one policy\n\nOptions:\n      --json     Print JSON for programs\n  -h, --help     Print help\n  -V, --version  Print version\n\nExit codes: 0 fine; 1 a policy or its tests are wrong; 2 arguments, files or inputs that cannot be used.\n`-` stands for standard input. Colours are used on a terminal, unless NO_COLOR is set.\n",
  "verbs": {
    "check": {
      "files": [
        {
          "default": null,
          "many": true,
          "required": true
        }
      ],
      "help": "Tell everything that is wrong with policies\n\nUsage: leeway-policy check [OPTIONS] <POLICY>...\n\nArguments:\n  <POLICY>...  The policies\n\nOptions:\n      --strict  Warnings are errors too: exit with 1 if there are any\n      --json    Print JSON for programs\n  -h, --help    Print help\n",
      "options": [
        {
          "default": "false",
          "name": "strict",
          "not_with": [],
          "number": false,
          "short": null,
          "value": null
        },
        {
          "default": "false",
          "name": "json",
          "not_with": [],
          "number": false,
          "short": null,
          "value": null
        }
      ],
      "usage": "Usage: leeway-policy check [OPTIONS] <POLICY>..."
    },
    "decide": {
      "files": [
        {
          "default": null,
          "many": false,
          "required": true
        },
        {
          "default": "-",
          "many": false,
          "required": false
        }
      ],
      "help": "Decide one input, or a stream of them, one a line (NDJSON)\n\nUsage: leeway-policy decide [OPTIONS] <POLICY> [INPUTS]\n\nArguments:\n  <POLICY>  The policy\n  [INPUTS]  The inputs [default: -]\n\nOptions:\n      --health <HEALTH>  What all inputs share: signals, and a ceiling `at_most`\n      --json             Print JSON for programs\n  -h, --help             Print help\n",
      "options": [
        {
          "default": null,
          "name": "health",
          "not_with": [],
          "number": false,
          "short": null,
          "value": "HEALTH"
        },
        {
          "default": "false",
          "name": "json",
          "not_with": [],
          "number": false,
          "short": null,
          "value": null
        }
      ],
      "usage": "Usage: leeway-policy decide [OPTIONS] <POLICY> [INPUTS]"
    },
    "diff": {
      "files": [
        {
          "default": null,
          "many": false,
          "required": true
        },
        {
          "default": null,
          "many": false,
          "required": true
        }
      ],
      "help": "Tell what changes between two policies: where they give different actions\n\nUsage: leeway-policy diff [OPTIONS] <BEFORE> <AFTER>\n\nArguments:\n  <BEFORE>  The policy as it was\n  <AFTER>   The policy as it shall be\n\nOptions:\n      --limit <N>          How many regions to tell in words; JSON has all of them [default: 20]\n      --log <FILE>         Count what moves in a log too: CSV, or inputs with their outcomes, one a line (NDJSON)\n      --operations <FILE>  With a log: which operation each predicted label stands for, {\"operation\": [\"label\", ...]}\n      --health <FILE>      With a log: what all its rows share, signals, and a ceiling `at_most`\n      --json               Print JSON for programs\n  -h, --help               Print help\n\nColumns of a CSV are named as the fields of inputs (id, model, confidence, second, operation, predicted, impact, at_most) and\nas the policies' signals; what else there is is named and not read. Where a row has no operation, what was predicted\nstands for one.\nRight or wrong is the first that a row has of: `correct` (true, false, 1, 0); `outcome` (`accepted` is right; `edited`,\n`rejected`, `undone` are wrong); `label`, the true one, beside `predicted`.\n",
      "options": [
        {
          "default": "20",
          "name": "limit",
          "not_with": [],
          "number": true,
          "short": null,
          "value": "N"
        },
        {
          "default": null,
          "name": "log",
          "not_with": [],
          "number": false,
          "short": null,
          "value": "FILE"
        },
        {
          "default": null,
          "name": "operations",
          "not_with": [],
          "number": false,
          "short": null,
          "value": "FILE"
        },
        {
          "default": null,
          "name": "health",
          "not_with": [],
          "number": false,
          "short": null,
          "value": "FILE"
        },
        {
          "default": "false",
          "name": "json",
          "not_with": [],
          "number": false,
          "short": null,
          "value": null
        }
      ],
      "usage": "Usage: leeway-policy diff [OPTIONS] <BEFORE> <AFTER>"
    },
    "explain": {
      "files": [
        {
          "default": null,
          "many": false,
          "required": true
        },
        {
          "default": "-",
          "many": false,
          "required": false
        }
      ],
      "help": "Explain one decision: every step, and what would change it\n\nUsage: leeway-policy explain [OPTIONS] <POLICY> [INPUT]\n\nArguments:\n  <POLICY>  The policy\n  [INPUT]   The input [default: -]\n\nOptions:\n      --health <HEALTH>  What all inputs share: signals, and a ceiling `at_most`\n      --json             Print JSON for programs\n  -h, --help             Print help\n",
      "options": [
        {
          "default": null,
          "name": "health",
          "not_with": [],
          "number": false,
          "short": null,
          "value": "HEALTH"
        },
        {
          "default": "false",
          "name": "json",
          "not_with": [],
          "number": false,
          "short": null,
          "value": null
        }
      ],
      "usage": "Usage: leeway-policy explain [OPTIONS] <POLICY> [INPUT]"
    },
    "fmt": {
      "files": [
        {
          "default": null,
          "many": true,
          "required": true
        }
      ],
      "help": "Lay out policies: two spaces, short objects on one line, nothing reordered\n\nUsage: leeway-policy fmt [OPTIONS] <POLICY>...\n\nArguments:\n  <POLICY>...  The policies\n\nOptions:\n      --check  Only name the files that are laid out otherwise, and exit with 1 if there are any\n      --write  Write the files anew\n      --json   Print JSON for programs\n  -h, --help   Print help\n",
      "options": [
        {
          "default": "false",
          "name": "check",
          "not_with": [
            "write"
          ],
          "number": false,
          "short": null,
          "value": null
        },
        {
          "default": "false",
          "name": "write",
          "not_with": [],
          "number": false,
          "short": null,
          "value": null
        },
        {
          "default": "false",
          "name": "json",
          "not_with": [],
          "number": false,
          "short": null,
          "value": null
        }
      ],
      "usage": "Usage: leeway-policy fmt [OPTIONS] <POLICY>..."
    },
    "report": {
      "files": [
        {
          "default": null,
          "many": false,
          "required": true
        }
      ],
      "help": "Describe a policy in words for the people who approve it, as Markdown\n\nUsage: leeway-policy report [OPTIONS] <POLICY>\n\nArguments:\n  <POLICY>  The policy\n\nOptions:\n      --approved <POLICY>  The version approved last: what changed since is told too\n      --html               One HTML page instead\n  -o, --output <FILE>      Write it to this file\n      --json               Print JSON for programs\n  -h, --help               Print help\n",
      "options": [
        {
          "default": null,
          "name": "approved",
          "not_with": [],
          "number": false,
          "short": null,
          "value": "POLICY"
        },
        {
          "default": "false",
          "name": "html",
          "not_with": [
            "json"
          ],
          "number": false,
          "short": null,
          "value": null
        },
        {
          "default": null,
          "name": "output",
          "not_with": [],
          "number": false,
          "short": "o",
          "value": "FILE"
        },
        {
          "default": "false",
          "name": "json",
          "not_with": [],
          "number": false,
          "short": null,
          "value": null
        }
      ],
      "usage": "Usage: leeway-policy report [OPTIONS] <POLICY>"
    },
    "schema": {
      "files": [],
      "help": "Print the JSON Schema of policies\n\nUsage: leeway-policy schema [OPTIONS]\n\nOptions:\n      --json  Print JSON for programs\n  -h, --help  Print help\n",
      "options": [
        {
          "default": "false",
          "name": "json",
          "not_with": [],
          "number": false,
          "short": null,
          "value": null
        }
      ],
      "usage": "Usage: leeway-policy schema [OPTIONS]"
    },
    "test": {
      "files": [
        {
          "default": null,
          "many": false,
          "required": true
        },
        {
          "default": null,
          "many": false,
          "required": false
        }
      ],
      "help": "Run the tests in a policy and those in a file beside it, and tell what they leave out\n\nUsage: leeway-policy test [OPTIONS] <POLICY> [TESTS]\n\nArguments:\n  <POLICY>  The policy\n  [TESTS]   More tests: a list of them, or an object with `tests`\n\nOptions:\n      --json  Print JSON for programs\n  -h, --help  Print help\n",
      "options": [
        {
          "default": "false",
          "name": "json",
          "not_with": [],
          "number": false,
          "short": null,
          "value": null
        }
      ],
      "usage": "Usage: leeway-policy test [OPTIONS] <POLICY> [TESTS]"
    },
    "types": {
      "files": [
        {
          "default": null,
          "many": false,
          "required": true
        }
      ],
      "help": "Print TypeScript types of the inputs of one policy\n\nUsage: leeway-policy types [OPTIONS] <POLICY>\n\nArguments:\n  <POLICY>  The policy\n\nOptions:\n      --json  Print JSON for programs\n  -h, --help  Print help\n",
      "options": [
        {
          "default": "false",
          "name": "json",
          "not_with": [],
          "number": false,
          "short": null,
          "value": null
        }
      ],
      "usage": "Usage: leeway-policy types [OPTIONS] <POLICY>"
    }
  }
}
