import type { SeriesAnswer } from "../contracts";
import { getInTurn, seriesSetPath } from "../live/api";

/** What a tile wants to know of its coop. */
export interface Asked {
  readonly farm: string;
  readonly coop: string;
  /** Each written `quantity/place`. */
  readonly series: readonly string[];
  readonly fromMilliseconds: number;
  readonly toMilliseconds: number;
  readonly points: number;
}

/** The cloud answers no more at once. */
const mostAnswers = 200;

interface Waiting extends Asked {
  readonly resolve: (answers: readonly SeriesAnswer[]) => void;
  readonly reject: (error: unknown) => void;
}

let waiting: Waiting[] = [];

/** Courses of a coop. What the tiles of a wall ask for in the same moment is one question: each answer by itself would draw the wall once more. */
export async function askTogether(asked: Asked): Promise<readonly SeriesAnswer[]> {
  return new Promise((resolve, reject) => {
    if (waiting.length === 0) queueMicrotask(askAll);
    waiting.push({ ...asked, resolve, reject });
  });
}

function askAll(): void {
  const all = waiting;
  waiting = [];
  for (const together of questionsOf(all)) void ask(together);
}

async function ask(together: readonly Waiting[]): Promise<void> {
  const [first] = together;
  if (first === undefined) return;
  const { farm, fromMilliseconds, toMilliseconds, points } = first;
  const coops = together.map(({ coop }) => coop);
  try {
    const path = seriesSetPath(farm, coops, seriesOf(together), fromMilliseconds, toMilliseconds, points);
    const answers = await getInTurn<SeriesAnswer[]>(path, neverAborted);
    for (const { coop, series, resolve } of together) {
      resolve(answers.filter((answer) => answer.coop === coop && series.includes(`${answer.quantity}/${answer.place}`)));
    }
  } catch (error) {
    for (const { reject } of together) reject(error);
  }
}

const neverAborted = new AbortController().signal;

function seriesOf(asked: readonly Asked[]): readonly string[] {
  return [...new Set(asked.flatMap(({ series }) => series))];
}

/** Those of the same farm and time together, as many as the cloud answers at once. */
export function questionsOf<T extends Asked>(asked: readonly T[]): readonly (readonly T[])[] {
  const questions: T[][] = [];
  for (const one of asked) {
    const fits = (question: readonly T[]) => question[0]?.farm === one.farm && question[0].points === one.points
      && question[0].fromMilliseconds === one.fromMilliseconds && question[0].toMilliseconds === one.toMilliseconds
      && !question.some(({ coop }) => coop === one.coop) && (question.length + 1) * seriesOf([...question, one]).length <= mostAnswers;
    const open = questions.find(fits);
    if (open === undefined) questions.push([one]);
    else open.push(one);
  }
  return questions;
}
