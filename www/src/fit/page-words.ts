// Refusals and hints of the lab name what helps on the command line and in code. Here it is a control of the page.

const CONTROLS: readonly { code: string; from: RegExp; to: string }[] = [
  { code: 'NO_LABELS', from: /if every row of this log was labelled, say so: .*$/, to: 'if every row of this log was labelled, tick “every row was meant to be labelled” above' },
  { code: 'NO_LABELS', from: / \(a column that says what was true is mapped: [^)]*\)/, to: ' (a column that says what was true, or right or wrong, is chosen among the columns of your file)' },
  { code: 'NOTHING_AUTOMATIC', from: /$/, to: '; a signal that no column holds counts as missing, and rules on it apply: choose its column, or set it under What if in Explore' },
  { code: 'NO_LABEL_EQUALS_PREDICTION', from: /map it: `correct=COLUMN`/, to: 'choose it for “Right or wrong” among the columns of your file' },
  { code: 'MANY_MODELS', from: /name the one to (fit|study)/, to: 'choose the one under “Model”' },
  { code: 'NO_MODEL', from: /say what its model is called, as inputs will \(`model`\)/, to: 'give it the name under “Model” that the app will give with each prediction' },
  { code: 'NO_MODEL', from: /say what it is called \(`model`\)/, to: 'give it a name under “Model”' },
  { code: 'OTHER_MODEL', from: /give it the name that inputs have/, to: 'give it that name under “Model”' },
]

/** What the lab says, in the words of the page. */
export const onPage = (code: string, message: string): string => CONTROLS.reduce((words, control) => (control.code === code ? words.replace(control.from, control.to) : words), message)
