// How well words typed fit a name: by the beginnings of its words, each Chinese character being a word.
// "nc", "new cu" and "newcus" all fit "New customer"; "新客" fits 新建客户.
const WORD = /\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{N}])+/gu;
const LONGEST = 60, LEAD = 4, OTHER = 100;
export const SOLID = 10000;

export const wordsOf = text => text.slice(0, 400).toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").match(WORD) ?? [];

function common(one, other) {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
}

// Uses up what was typed by beginnings of words from left to right: long pieces and near words weigh more.
// What is left and where decides, so each pair is judged once however alike the words are.
function walk(words, rest, from = 0, judged = new Map()) {
  if (!rest) return 0;
  const pair = from * LONGEST + rest.length;
  if (judged.has(pair)) return judged.get(pair);
  let best = -1;
  for (let at = from; at < words.length; at += 1) {
    for (let length = common(words[at], rest); length > 0; length -= 1) {
      const after = walk(words, rest.slice(length), at + 1, judged);
      if (after < 0) continue;
      const whole = words[at].length === length ? 1 : 0;
      best = Math.max(best, length * length + whole + after - (at - from) + (at === 0 ? LEAD : 0));
      break;
    }
  }
  judged.set(pair, best);
  return best;
}

// Every word typed fits somewhere, in any order; -1 where one does not. Other names weigh less than the label.
// From SOLID on everything typed stands there in one piece: no initials, nothing skipped.
export function fit(typed, label, others = []) {
  const pieces = joined(wordsOf(typed.slice(0, LONGEST)));
  if (!pieces.length) return -1;
  const score = words => {
    const each = pieces.map(piece => walk(words, piece));
    if (each.some(one => one < 0)) return -1;
    const whole = pieces.every(piece => words.some((_, at) => words.slice(at).join("").startsWith(piece)));
    return each.reduce((sum, one) => sum + one, whole ? SOLID : 0);
  };
  const own = score(label), other = score(others);
  return own >= 0 && own + OTHER > other ? own + OTHER : other >= 0 ? other : score([...label, ...others]);
}

// Chinese characters written together are one thing sought: 客户 is not any 客 and any 户.
const joined = words => words.reduce((pieces, word, at) => {
  const han = /^\p{Script=Han}$/u;
  if (at && han.test(word) && han.test(words[at - 1])) pieces[pieces.length - 1] += word;
  else pieces.push(word);
  return pieces;
}, []);
