// The number of an input's situation, which finds the decision that the engine gave for it before. It decides nothing:
// what a value adds is the engine's word, and what is in any way odd is left to the engine. Held to the engine by
// `decide-agrees-with-explain`, since explaining always decides afresh.
//
// The build copies this file (`copy-situations.mjs`), and each policy takes the next copy: a JavaScript engine remembers
// at each place of the code what was read there, and a place that reads the signals of several policies forgets (in Node
// 20, 110 ns instead of 65 for six signals). For the same reason its fields are not `#private`.
import { rank, withOptions, type Ranked } from './alternatives.js'
import type { Layout, SituationsLayout } from './layout.js'
import type { Sets } from './sets.js'
import { ACTIONS } from './names.js'
import { Remembered } from './remembered.js'
import { BooleanSignal, Names, NumberSignal, ODD, Steps, TextSignal, type StepsLayout } from './shares.js'
import type { Alternative, Decision } from './types.js'

type Fields = Readonly<Record<string, unknown>>
type Signal = NumberSignal | BooleanSignal | TextSignal

/** The situations of one policy. */
export class Situations {
  readonly remembered = new Remembered()
  /** The alternatives of the last input, as many as are shown; nothing where it has none. */
  options: readonly Alternative[] | null = null
  /** The sets that say which of them to show; nothing where those are of another model, or none are fitted. */
  setsOfOptions: Sets | null = null

  /** Where models matter: what each adds, and what its confidence does where it is calibrated. */
  private readonly models: Names | null
  private readonly ofModels: readonly Steps[]
  private readonly another: number
  /** Where evidence expires. */
  private readonly now: Steps | null
  private readonly confidence: Steps
  private readonly second: Steps
  private readonly margin: Steps
  private readonly impact: Steps
  private readonly impactBands: Names
  private readonly alternatives: Steps
  private readonly beyond: Steps
  private readonly most: number
  private readonly sets: Sets | null
  private readonly operations: Names | null
  private readonly ceilings: Names
  // A read at a place of its own is remembered by the JavaScript engine for one name and one kind.
  private readonly number0: NumberSignal | null
  private readonly number1: NumberSignal | null
  private readonly number2: NumberSignal | null
  private readonly number3: NumberSignal | null
  private readonly boolean0: BooleanSignal | null
  private readonly boolean1: BooleanSignal | null
  private readonly boolean2: BooleanSignal | null
  private readonly boolean3: BooleanSignal | null
  private readonly text0: TextSignal | null
  private readonly text1: TextSignal | null
  private readonly text2: TextSignal | null
  private readonly text3: TextSignal | null
  /** Signals for which there was no place left. */
  private readonly others: readonly Signal[]

  constructor(layout: Layout, shares: SituationsLayout, sets: Sets | null) {
    this.sets = sets
    const first = shares.confidence[0]!
    const [another, ...models] = shares.model
    this.another = another ?? 0
    this.models = layout.models === null ? null : new Names(layout.models, models, this.another)
    this.ofModels = shares.confidence.map((steps) => new Steps(steps))
    this.now = shares.now.given === 0 ? null : new Steps(shares.now)
    this.confidence = new Steps(first)
    this.second = new Steps(shares.second)
    this.margin = new Steps(shares.margin)
    this.impact = new Steps(shares.impact)
    const bands = layout.impact.map(([name]) => name)
    this.impactBands = new Names(bands, layout.impact.map(([, bound]) => this.impact.of(bound)), ODD)
    this.alternatives = new Steps(shares.alternatives)
    this.beyond = new Steps(shares.beyond)
    this.most = layout.options_max
    const [unlisted, ...listed] = shares.operation
    this.operations = layout.operations === null ? null : new Names(layout.operations, listed, unlisted!)
    this.ceilings = new Names(ACTIONS, shares.ceiling, ODD)
    const signals = layout.signals.map(({ name, values }, index) => signalOf(name, values, shares.signals[index]!))
    const numbers = signals.filter((signal) => signal instanceof NumberSignal)
    const booleans = signals.filter((signal) => signal instanceof BooleanSignal)
    const texts = signals.filter((signal) => signal instanceof TextSignal)
    this.number0 = numbers[0] ?? null
    this.number1 = numbers[1] ?? null
    this.number2 = numbers[2] ?? null
    this.number3 = numbers[3] ?? null
    this.boolean0 = booleans[0] ?? null
    this.boolean1 = booleans[1] ?? null
    this.boolean2 = booleans[2] ?? null
    this.boolean3 = booleans[3] ?? null
    this.text0 = texts[0] ?? null
    this.text1 = texts[1] ?? null
    this.text2 = texts[2] ?? null
    this.text3 = texts[3] ?? null
    this.others = [...numbers.slice(4), ...booleans.slice(4), ...texts.slice(4)]
  }

  /** The decision that this situation was given before, if it was. Never throws, whatever is given. */
  find(input: unknown, health: unknown): Decision | undefined {
    const situation = this.of(input, health)
    if (situation === ODD) return undefined
    const decision = this.remembered.get(situation)
    return decision === undefined || this.options === null ? decision : withOptions(decision, this.options, this.setsOfOptions)
  }

  /** The number of the situation; `ODD` where only the engine can judge. Never throws, whatever is given. */
  of(input: unknown, health: unknown): number {
    try {
      return this.add(input as Fields, health as Fields | null | undefined)
    } catch {
      return ODD
    }
  }

  /** One function for all fields: what is not inlined costs as much as a field. */
  private add(input: Fields, health: Fields | null | undefined): number {
    if (typeof input !== 'object' || Array.isArray(input)) return ODD
    let sum = 0
    let confidence = input['confidence']
    let second = input['second']
    const alternatives = input['alternatives']
    const { sets } = this
    const model = sets !== null || this.models !== null ? input['model'] : null
    const isOther = sets !== null && sets.areOfAnother(model)
    if (isOther) sum += this.beyond.given
    let ranked: Ranked | number | null = null
    if (alternatives !== null && alternatives !== undefined) {
      ranked = rank(alternatives, this.most, sets !== null && sets.sums)
      if (typeof ranked === 'number') return ODD
      sum += this.alternatives.of(ranked.count)
      if (ranked.count > 0 && !isOther) sum += this.beyond.of(ranked.beyond)
      confidence ??= ranked.first
      second ??= ranked.second
    }
    let known = NaN
    if (typeof confidence === 'number') {
      if (!(confidence >= 0 && confidence <= 1)) return ODD
      known = confidence
      if (this.models === null) sum += this.confidence.of(confidence)
    } else if (confidence !== null && confidence !== undefined) return ODD
    if (this.models !== null) {
      const share = this.calibratedShare(model, known)
      if (share < 0) return ODD
      sum += share
      if (this.now !== null) {
        const now = input['now']
        if (typeof now === 'number' && now === now) sum += this.now.of(now)
      }
    }
    if (typeof second === 'number') {
      if (!(second >= 0 && second <= 1) || second > known) return ODD
      sum += this.second.given
      if (known === known) sum += this.margin.of(known - second)
    } else if (second !== null && second !== undefined) return ODD
    if (this.operations !== null) {
      const operation = input['operation']
      if (typeof operation === 'string') sum += this.operations.of(operation)
      else if (operation !== null && operation !== undefined) return ODD
    }
    const impact = input['impact']
    if (impact !== null && impact !== undefined) {
      const share = this.impactShare(impact)
      if (share < 0) return ODD
      sum += share
    }
    const shared = health ?? NOTHING
    if (shared !== NOTHING && (typeof shared !== 'object' || Array.isArray(shared))) return ODD
    const atMost = input['at_most']
    const sharedAtMost = shared['at_most']
    if ((atMost !== null && atMost !== undefined) || (sharedAtMost !== null && sharedAtMost !== undefined)) {
      const share = this.ceilingShare(atMost, sharedAtMost)
      if (share < 0) return ODD
      sum += share
    }
    const own = input['signals'] ?? NOTHING
    const other = shared['signals'] ?? NOTHING
    if (typeof own !== 'object' || Array.isArray(own) || typeof other !== 'object' || Array.isArray(other)) return ODD
    const signals = this.addSignals(own as Fields, other as Fields)
    if (signals < 0) return ODD
    // Last, when no getter of the input runs any more: it could decide too.
    this.setsOfOptions = isOther ? null : sets
    this.options = ranked === null || ranked.count === 0 ? null : ranked.shown
    return sum + signals
  }

  /** What a model adds with its confidence; NaN for none. */
  private calibratedShare(model: unknown, confidence: number): number {
    let share = 0
    let steps = this.confidence
    if (typeof model === 'string') {
      share = this.models!.of(model)
      // The share of each is one more of that of the first.
      steps = this.ofModels[share / this.another - 1] ?? steps
    } else if (model !== null && model !== undefined) return ODD
    return confidence === confidence ? share + steps.of(confidence) : share
  }

  private impactShare(impact: unknown): number {
    if (typeof impact === 'string') return this.impactBands.of(impact)
    return typeof impact === 'number' && impact >= 0 && impact <= 1 ? this.impact.of(impact) : ODD
  }

  /** The lower of two ceilings adds more. */
  private ceilingShare(own: unknown, shared: unknown): number {
    const share = this.oneCeiling(own)
    const other = this.oneCeiling(shared)
    return share < 0 || other < 0 ? ODD : Math.max(share, other)
  }

  private oneCeiling(atMost: unknown): number {
    if (atMost === null || atMost === undefined) return 0
    return typeof atMost === 'string' ? this.ceilings.of(atMost) : ODD
  }

  /** All in one function, because a call takes as long as two reads. */
  private addSignals(own: Fields, other: Fields): number {
    const { number0, number1, number2, number3, boolean0, boolean1, boolean2, boolean3 } = this
    const { text0, text1, text2, text3, others } = this
    let sum = 0
    let share = 0
    if (number0 !== null) {
      share = number0.of(own[number0.name] ?? other[number0.name])
      if (share < 0) return ODD
      sum += share
    }
    if (number1 !== null) {
      share = number1.of(own[number1.name] ?? other[number1.name])
      if (share < 0) return ODD
      sum += share
    }
    if (number2 !== null) {
      share = number2.of(own[number2.name] ?? other[number2.name])
      if (share < 0) return ODD
      sum += share
    }
    if (number3 !== null) {
      share = number3.of(own[number3.name] ?? other[number3.name])
      if (share < 0) return ODD
      sum += share
    }
    if (boolean0 !== null) {
      share = boolean0.of(own[boolean0.name] ?? other[boolean0.name])
      if (share < 0) return ODD
      sum += share
    }
    if (boolean1 !== null) {
      share = boolean1.of(own[boolean1.name] ?? other[boolean1.name])
      if (share < 0) return ODD
      sum += share
    }
    if (boolean2 !== null) {
      share = boolean2.of(own[boolean2.name] ?? other[boolean2.name])
      if (share < 0) return ODD
      sum += share
    }
    if (boolean3 !== null) {
      share = boolean3.of(own[boolean3.name] ?? other[boolean3.name])
      if (share < 0) return ODD
      sum += share
    }
    if (text0 !== null) {
      share = text0.of(own[text0.name] ?? other[text0.name])
      if (share < 0) return ODD
      sum += share
    }
    if (text1 !== null) {
      share = text1.of(own[text1.name] ?? other[text1.name])
      if (share < 0) return ODD
      sum += share
    }
    if (text2 !== null) {
      share = text2.of(own[text2.name] ?? other[text2.name])
      if (share < 0) return ODD
      sum += share
    }
    if (text3 !== null) {
      share = text3.of(own[text3.name] ?? other[text3.name])
      if (share < 0) return ODD
      sum += share
    }
    for (let index = 0; index < others.length; index += 1) {
      const signal = others[index]!
      share = signal.of(own[signal.name] ?? other[signal.name])
      if (share < 0) return ODD
      sum += share
    }
    return sum
  }
}

function signalOf(name: string, values: readonly string[] | null, share: readonly number[] | StepsLayout): Signal {
  if (values === null) return new NumberSignal(name, share as StepsLayout)
  if (values.length === 0) return new BooleanSignal(name, share as readonly number[])
  return new TextSignal(name, values, share as readonly number[])
}

const NOTHING: Fields = Object.freeze({})
