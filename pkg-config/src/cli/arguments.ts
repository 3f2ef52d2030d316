// Written by a test of the command line with LEEWAY_WRITE=1; do not edit.
import type { Program } from './parse.js'

export const PROGRAM: Program = {
  "help": "Decides how much freedom an AI feature gets, one prediction at a time\n\nUsage: leeway-policy [OPTIONS] <COMMAND>\n\nCommands:\n  check        Tell everything that is wrong with policies\n  decide       Decide one input, or a stream of them, one a line (NDJSON)\n  explain      Explain one decision: every step, and what would change it\n  diff         Tell what changes between two policies: where they give different actions\n  calibrate    Tell how good a model's confidence is, and fit the map that calibrates it\n  fit          Fit the thresholds of a policy to a log so that they keep a promise, or tell why none does\n  fit-options  Fit which options a policy shows to a log, so that they hold the answer as often as promised, or tell why not\n  replay       Decide a log again and tell what a policy makes of it\n  test         Run the tests in a policy and those in a file beside it, and tell what they leave out\n  report       Describe a policy in words for the people who approve it, as Markdown\n  fmt          Lay out policies: two spaces, short objects on one line, nothing reordered\n  schema       Print the JSON Schema of policies\n  types        Print TypeScript types of the inputs of one policy\n\nOptions:\n      --json     Print JSON for programs\n  -h, --help     Print help\n  -V, --version  Print version\n\nExit codes: 0 fine; 1 a policy or its tests are wrong, or a fit that was to be written found nothing to promise;\n2 arguments, files or inputs that cannot be used.\n`-` stands for standard input. Colours are used on a terminal, unless NO_COLOR is set.\n",
  "verbs": {
    "calibrate": {
      "files": [
        {
          "default": null,
          "many": false,
          "required": true
        }
      ],
      "help": "Tell how good a model's confidence is, and fit the map that calibrates it\n\nUsage: leeway-policy calibrate [OPTIONS] <LOG>\n\nArguments:\n  <LOG>  The log\n\nOptions:\n      --model <NAME>           The model; where the log names none, what its model is called\n      --split <NAME>           Only rows of this split, as the column `split` names it; more than once for several\n      --column <FIELD=COLUMN>  A field that stands in a column of another name, as in `confidence=score`; more than once for several\n      --operations <FILE>      Which operation each predicted label stands for, {\"operation\": [\"label\", ...]}\n      --health <FILE>          What all rows share: signals, and a ceiling `at_most`\n      --method <METHOD>        `isotonic`, `platt`, or `auto`: isotonic regression from 1,000 labels on, else Platt scaling\n      --policy <POLICY>        The policy that takes the map\n      --write                  Write the policy anew with the map\n      --json                   Print JSON for programs\n  -h, --help                   Print help\n\nA log is CSV, or inputs with their outcomes, one a line (NDJSON). Its columns are named as `leeway diff --help` says,\nor mapped by `--column`; beside those, `split`, `unit`, `label_source`, `t`, `alternatives` and `signals.NAME` are read.\nLabels of a promise are those of which `label_source` says `complete` or `audit_blind`; `--labels complete`\nsays it of a log that does not.\n",
      "options": [
        {
          "default": null,
          "many": false,
          "name": "model",
          "negative": false,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": "NAME"
        },
        {
          "default": null,
          "many": true,
          "name": "split",
          "negative": false,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": "NAME"
        },
        {
          "default": null,
          "many": true,
          "name": "column",
          "negative": false,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": "FIELD=COLUMN"
        },
        {
          "default": null,
          "many": false,
          "name": "operations",
          "negative": false,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": "FILE"
        },
        {
          "default": null,
          "many": false,
          "name": "health",
          "negative": false,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": "FILE"
        },
        {
          "default": null,
          "many": false,
          "name": "method",
          "negative": false,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": "METHOD"
        },
        {
          "default": null,
          "many": false,
          "name": "policy",
          "negative": false,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": "POLICY"
        },
        {
          "default": "false",
          "many": false,
          "name": "write",
          "negative": false,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": null
        },
        {
          "default": "false",
          "many": false,
          "name": "json",
          "negative": false,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": null
        }
      ],
      "usage": "Usage: leeway-policy calibrate [OPTIONS] <LOG>"
    },
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
          "many": false,
          "name": "strict",
          "negative": false,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": null
        },
        {
          "default": "false",
          "many": false,
          "name": "json",
          "negative": false,
          "not_with": [],
          "number": false,
          "required": false,
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
          "many": false,
          "name": "health",
          "negative": false,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": "HEALTH"
        },
        {
          "default": "false",
          "many": false,
          "name": "json",
          "negative": false,
          "not_with": [],
          "number": false,
          "required": false,
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
      "help": "Tell what changes between two policies: where they give different actions\n\nUsage: leeway-policy diff [OPTIONS] <BEFORE> <AFTER>\n\nArguments:\n  <BEFORE>  The policy as it was\n  <AFTER>   The policy as it shall be\n\nOptions:\n      --limit <N>              How many regions to tell in words; JSON has all of them [default: 20]\n      --log <FILE>             Count what moves in a log too: CSV, or inputs with their outcomes, one a line (NDJSON)\n      --model <NAME>           With a log: what the model of rows that name none is called\n      --column <FIELD=COLUMN>  With a log: a field that stands in a column of another name, as in `confidence=score`; more than once for several\n      --operations <FILE>      With a log: which operation each predicted label stands for, {\"operation\": [\"label\", ...]}\n      --health <FILE>          With a log: what all its rows share, signals, and a ceiling `at_most`\n      --json                   Print JSON for programs\n  -h, --help                   Print help\n\nColumns of a CSV are named as the fields of inputs (id, model, confidence, second, operation, predicted, impact, at_most) and\nas the policies' signals; what else there is is named and not read. Where a row has no operation, what was predicted\nstands for one.\nRight or wrong is the first that a row has of: `correct` (true, false, 1, 0); `outcome` (`accepted` is right; `edited`,\n`rejected`, `undone` are wrong); `label`, the true one, beside `predicted`.\n",
      "options": [
        {
          "default": "20",
          "many": false,
          "name": "limit",
          "negative": false,
          "not_with": [],
          "number": true,
          "required": false,
          "short": null,
          "value": "N"
        },
        {
          "default": null,
          "many": false,
          "name": "log",
          "negative": false,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": "FILE"
        },
        {
          "default": null,
          "many": false,
          "name": "model",
          "negative": false,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": "NAME"
        },
        {
          "default": null,
          "many": true,
          "name": "column",
          "negative": false,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": "FIELD=COLUMN"
        },
        {
          "default": null,
          "many": false,
          "name": "operations",
          "negative": false,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": "FILE"
        },
        {
          "default": null,
          "many": false,
          "name": "health",
          "negative": false,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": "FILE"
        },
        {
          "default": "false",
          "many": false,
          "name": "json",
          "negative": false,
          "not_with": [],
          "number": false,
          "required": false,
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
          "many": false,
          "name": "health",
          "negative": false,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": "HEALTH"
        },
        {
          "default": "false",
          "many": false,
          "name": "json",
          "negative": false,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": null
        }
      ],
      "usage": "Usage: leeway-policy explain [OPTIONS] <POLICY> [INPUT]"
    },
    "fit": {
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
      "help": "Fit the thresholds of a policy to a log so that they keep a promise, or tell why none does\n\nUsage: leeway-policy fit [OPTIONS] --target <SHARE> <POLICY> <LOG>\n\nArguments:\n  <POLICY>  The policy\n  <LOG>     The log\n\nOptions:\n      --target <SHARE>         The share of what is done by itself that may be wrong, as in 0.02\n      --confidence <LEVEL>     How sure that is, over the labelled sample [default: 0.95]\n      --labels <SOURCE>        `complete`: every row of the log was labelled, whatever it says\n      --calibrate <METHOD>     Fit a calibration map first, on one half of the rows: `isotonic`, `platt` or `auto`\n      --verify <NAME>          Verify on rows of this split; more than once for several\n      --starts <N>             From how many places thresholds are tested, each at its part of delta [default: 1]\n      --start-errors <N>       With how many errors the first test would still pass [default: 2]\n      --capacity <N>           How many cases an hour reviewers can look at: the highest thresholds that hold and ask for no more are taken\n      --arrivals <N>           How many cases come in an hour; else the log's times `t` say so\n      --time-unit <UNIT>       The unit of `t`: `s`, `ms` or `h` [default: s]\n      --audit-salt <SALT>      The salt that audits were picked with\n      --targets-tried <N>      How many targets are tried on this log, this one included: they share delta\n      --fit-number <N>         Which fit of this policy it is, from 1\n      --json                   Print JSON for programs\n      --share-over-fits        The fits of this policy share one delta\n      --at <TIME>              When it is fitted, in the unit of an input's `now`\n      --valid-until <TIME>     Until when it counts, in the same unit\n      --options-fold           Leave a third of the rows, by unit, to fit options to\n  -o, --output <FILE>          Write the fitted policy to this file; `-` is standard output\n      --model <NAME>           The model; where the log names none, what its model is called\n      --split <NAME>           Only rows of this split, as the column `split` names it; more than once for several\n      --column <FIELD=COLUMN>  A field that stands in a column of another name, as in `confidence=score`; more than once for several\n      --operations <FILE>      Which operation each predicted label stands for, {\"operation\": [\"label\", ...]}\n      --health <FILE>          What all rows share: signals, and a ceiling `at_most`\n      --cost-of-error <COST>   What doing one case wrongly by itself costs\n      --cost-of-review <COST>  What having a person look at one case costs\n  -h, --help                   Print help\n\nA log is CSV, or inputs with their outcomes, one a line (NDJSON). Its columns are named as `leeway diff --help` says,\nor mapped by `--column`; beside those, `split`, `unit`, `label_source`, `t`, `alternatives` and `signals.NAME` are read.\nLabels of a promise are those of which `label_source` says `complete` or `audit_blind`; `--labels complete`\nsays it of a log that does not.\n",
      "options": [
        {
          "default": null,
          "many": false,
          "name": "target",
          "negative": true,
          "not_with": [],
          "number": false,
          "required": true,
          "short": null,
          "value": "SHARE"
        },
        {
          "default": "0.95",
          "many": false,
          "name": "confidence",
          "negative": true,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": "LEVEL"
        },
        {
          "default": null,
          "many": false,
          "name": "labels",
          "negative": false,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": "SOURCE"
        },
        {
          "default": null,
          "many": false,
          "name": "calibrate",
          "negative": false,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": "METHOD"
        },
        {
          "default": null,
          "many": true,
          "name": "verify",
          "negative": false,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": "NAME"
        },
        {
          "default": null,
          "many": false,
          "name": "starts",
          "negative": true,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": "N"
        },
        {
          "default": null,
          "many": false,
          "name": "start-errors",
          "negative": true,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": "N"
        },
        {
          "default": null,
          "many": false,
          "name": "capacity",
          "negative": true,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": "N"
        },
        {
          "default": null,
          "many": false,
          "name": "arrivals",
          "negative": true,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": "N"
        },
        {
          "default": null,
          "many": false,
          "name": "time-unit",
          "negative": false,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": "UNIT"
        },
        {
          "default": null,
          "many": false,
          "name": "audit-salt",
          "negative": false,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": "SALT"
        },
        {
          "default": null,
          "many": false,
          "name": "targets-tried",
          "negative": true,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": "N"
        },
        {
          "default": null,
          "many": false,
          "name": "fit-number",
          "negative": true,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": "N"
        },
        {
          "default": "false",
          "many": false,
          "name": "share-over-fits",
          "negative": false,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": null
        },
        {
          "default": null,
          "many": false,
          "name": "at",
          "negative": true,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": "TIME"
        },
        {
          "default": null,
          "many": false,
          "name": "valid-until",
          "negative": true,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": "TIME"
        },
        {
          "default": "false",
          "many": false,
          "name": "options-fold",
          "negative": false,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": null
        },
        {
          "default": null,
          "many": false,
          "name": "output",
          "negative": false,
          "not_with": [],
          "number": false,
          "required": false,
          "short": "o",
          "value": "FILE"
        },
        {
          "default": null,
          "many": false,
          "name": "model",
          "negative": false,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": "NAME"
        },
        {
          "default": null,
          "many": true,
          "name": "split",
          "negative": false,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": "NAME"
        },
        {
          "default": null,
          "many": true,
          "name": "column",
          "negative": false,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": "FIELD=COLUMN"
        },
        {
          "default": null,
          "many": false,
          "name": "operations",
          "negative": false,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": "FILE"
        },
        {
          "default": null,
          "many": false,
          "name": "health",
          "negative": false,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": "FILE"
        },
        {
          "default": null,
          "many": false,
          "name": "cost-of-error",
          "negative": true,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": "COST"
        },
        {
          "default": null,
          "many": false,
          "name": "cost-of-review",
          "negative": true,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": "COST"
        },
        {
          "default": "false",
          "many": false,
          "name": "json",
          "negative": false,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": null
        }
      ],
      "usage": "Usage: leeway-policy fit [OPTIONS] --target <SHARE> <POLICY> <LOG>"
    },
    "fit-options": {
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
      "help": "Fit which options a policy shows to a log, so that they hold the answer as often as promised, or tell why not\n\nUsage: leeway-policy fit-options [OPTIONS] --coverage <SHARE> <POLICY> <LOG>\n\nArguments:\n  <POLICY>  The policy\n  <LOG>     The log\n\nOptions:\n      --coverage <SHARE>       The share of cases whose options hold the answer, as in 0.9\n      --confidence <LEVEL>     How sure that is, over the labelled sample [default: 0.95]\n      --method <METHOD>        `lac`: by the confidence of each; `aps`: by the sum from the likeliest down [default: lac]\n      --labels <SOURCE>        `complete`: every row of the log was labelled, whatever it says\n      --verify <NAME>          Verify on rows of this split; more than once for several\n      --audit-salt <SALT>      The salt that audits were picked with\n      --targets-tried <N>      How many targets are tried on this log, this one included: they share delta\n      --options-fold           Only the third of the rows, by unit, that `leeway fit --options-fold` left\n  -o, --output <FILE>          Write the fitted policy to this file; `-` is standard output\n      --model <NAME>           The model; where the log names none, what its model is called\n      --split <NAME>           Only rows of this split, as the column `split` names it; more than once for several\n      --column <FIELD=COLUMN>  A field that stands in a column of another name, as in `confidence=score`; more than once for several\n      --operations <FILE>      Which operation each predicted label stands for, {\"operation\": [\"label\", ...]}\n      --health <FILE>          What all rows share: signals, and a ceiling `at_most`\n      --json                   Print JSON for programs\n  -h, --help                   Print help\n\nRows have `alternatives`, a list of {\"label\": ..., \"confidence\": ...}, likeliest first (in a CSV its JSON), and `label`, the\ntrue one; `leeway fit --help` says which labels count.\n",
      "options": [
        {
          "default": null,
          "many": false,
          "name": "coverage",
          "negative": true,
          "not_with": [],
          "number": false,
          "required": true,
          "short": null,
          "value": "SHARE"
        },
        {
          "default": "0.95",
          "many": false,
          "name": "confidence",
          "negative": true,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": "LEVEL"
        },
        {
          "default": null,
          "many": false,
          "name": "method",
          "negative": false,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": "METHOD"
        },
        {
          "default": null,
          "many": false,
          "name": "labels",
          "negative": false,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": "SOURCE"
        },
        {
          "default": null,
          "many": true,
          "name": "verify",
          "negative": false,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": "NAME"
        },
        {
          "default": null,
          "many": false,
          "name": "audit-salt",
          "negative": false,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": "SALT"
        },
        {
          "default": null,
          "many": false,
          "name": "targets-tried",
          "negative": true,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": "N"
        },
        {
          "default": "false",
          "many": false,
          "name": "options-fold",
          "negative": false,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": null
        },
        {
          "default": null,
          "many": false,
          "name": "output",
          "negative": false,
          "not_with": [],
          "number": false,
          "required": false,
          "short": "o",
          "value": "FILE"
        },
        {
          "default": null,
          "many": false,
          "name": "model",
          "negative": false,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": "NAME"
        },
        {
          "default": null,
          "many": true,
          "name": "split",
          "negative": false,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": "NAME"
        },
        {
          "default": null,
          "many": true,
          "name": "column",
          "negative": false,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": "FIELD=COLUMN"
        },
        {
          "default": null,
          "many": false,
          "name": "operations",
          "negative": false,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": "FILE"
        },
        {
          "default": null,
          "many": false,
          "name": "health",
          "negative": false,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": "FILE"
        },
        {
          "default": "false",
          "many": false,
          "name": "json",
          "negative": false,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": null
        }
      ],
      "usage": "Usage: leeway-policy fit-options [OPTIONS] --coverage <SHARE> <POLICY> <LOG>"
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
          "many": false,
          "name": "check",
          "negative": false,
          "not_with": [
            "write"
          ],
          "number": false,
          "required": false,
          "short": null,
          "value": null
        },
        {
          "default": "false",
          "many": false,
          "name": "write",
          "negative": false,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": null
        },
        {
          "default": "false",
          "many": false,
          "name": "json",
          "negative": false,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": null
        }
      ],
      "usage": "Usage: leeway-policy fmt [OPTIONS] <POLICY>..."
    },
    "replay": {
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
      "help": "Decide a log again and tell what a policy makes of it\n\nUsage: leeway-policy replay [OPTIONS] <POLICY> <LOG>\n\nArguments:\n  <POLICY>  The policy\n  <LOG>     The log\n\nOptions:\n      --model <NAME>           The model; where the log names none, what its model is called\n      --split <NAME>           Only rows of this split, as the column `split` names it; more than once for several\n      --column <FIELD=COLUMN>  A field that stands in a column of another name, as in `confidence=score`; more than once for several\n      --operations <FILE>      Which operation each predicted label stands for, {\"operation\": [\"label\", ...]}\n      --health <FILE>          What all rows share: signals, and a ceiling `at_most`\n      --cost-of-error <COST>   What doing one case wrongly by itself costs\n      --cost-of-review <COST>  What having a person look at one case costs\n      --json                   Print JSON for programs\n  -h, --help                   Print help\n\nA log is CSV, or inputs with their outcomes, one a line (NDJSON). Its columns are named as `leeway diff --help` says,\nor mapped by `--column`; beside those, `split`, `unit`, `label_source`, `t`, `alternatives` and `signals.NAME` are read.\nLabels of a promise are those of which `label_source` says `complete` or `audit_blind`; `--labels complete`\nsays it of a log that does not.\n",
      "options": [
        {
          "default": null,
          "many": false,
          "name": "model",
          "negative": false,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": "NAME"
        },
        {
          "default": null,
          "many": true,
          "name": "split",
          "negative": false,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": "NAME"
        },
        {
          "default": null,
          "many": true,
          "name": "column",
          "negative": false,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": "FIELD=COLUMN"
        },
        {
          "default": null,
          "many": false,
          "name": "operations",
          "negative": false,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": "FILE"
        },
        {
          "default": null,
          "many": false,
          "name": "health",
          "negative": false,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": "FILE"
        },
        {
          "default": null,
          "many": false,
          "name": "cost-of-error",
          "negative": true,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": "COST"
        },
        {
          "default": null,
          "many": false,
          "name": "cost-of-review",
          "negative": true,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": "COST"
        },
        {
          "default": "false",
          "many": false,
          "name": "json",
          "negative": false,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": null
        }
      ],
      "usage": "Usage: leeway-policy replay [OPTIONS] <POLICY> <LOG>"
    },
    "report": {
      "files": [
        {
          "default": null,
          "many": false,
          "required": true
        }
      ],
      "help": "Describe a policy in words for the people who approve it, as Markdown\n\nUsage: leeway-policy report [OPTIONS] <POLICY>\n\nArguments:\n  <POLICY>  The policy\n\nOptions:\n      --approved <POLICY>      The version approved last: what changed since is told too\n      --html                   One HTML page instead\n      --log <FILE>             Tell what it made of a log too: counts with intervals, by operation and impact\n      --model <NAME>           The model; where the log names none, what its model is called\n      --split <NAME>           Only rows of this split, as the column `split` names it; more than once for several\n      --column <FIELD=COLUMN>  A field that stands in a column of another name, as in `confidence=score`; more than once for several\n      --operations <FILE>      Which operation each predicted label stands for, {\"operation\": [\"label\", ...]}\n      --health <FILE>          What all rows share: signals, and a ceiling `at_most`\n  -o, --output <FILE>          Write it to this file\n      --json                   Print JSON for programs\n  -h, --help                   Print help\n\nThe options about a log need `--log`; `leeway replay --help` says what a log is.\n",
      "options": [
        {
          "default": null,
          "many": false,
          "name": "approved",
          "negative": false,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": "POLICY"
        },
        {
          "default": "false",
          "many": false,
          "name": "html",
          "negative": false,
          "not_with": [
            "json"
          ],
          "number": false,
          "required": false,
          "short": null,
          "value": null
        },
        {
          "default": null,
          "many": false,
          "name": "log",
          "negative": false,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": "FILE"
        },
        {
          "default": null,
          "many": false,
          "name": "model",
          "negative": false,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": "NAME"
        },
        {
          "default": null,
          "many": true,
          "name": "split",
          "negative": false,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": "NAME"
        },
        {
          "default": null,
          "many": true,
          "name": "column",
          "negative": false,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": "FIELD=COLUMN"
        },
        {
          "default": null,
          "many": false,
          "name": "operations",
          "negative": false,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": "FILE"
        },
        {
          "default": null,
          "many": false,
          "name": "health",
          "negative": false,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": "FILE"
        },
        {
          "default": null,
          "many": false,
          "name": "output",
          "negative": false,
          "not_with": [],
          "number": false,
          "required": false,
          "short": "o",
          "value": "FILE"
        },
        {
          "default": "false",
          "many": false,
          "name": "json",
          "negative": false,
          "not_with": [],
          "number": false,
          "required": false,
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
          "many": false,
          "name": "json",
          "negative": false,
          "not_with": [],
          "number": false,
          "required": false,
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
          "many": false,
          "name": "json",
          "negative": false,
          "not_with": [],
          "number": false,
          "required": false,
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
          "many": false,
          "name": "json",
          "negative": false,
          "not_with": [],
          "number": false,
          "required": false,
          "short": null,
          "value": null
        }
      ],
      "usage": "Usage: leeway-policy types [OPTIONS] <POLICY>"
    }
  }
}
