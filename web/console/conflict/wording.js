// @ts-check
import { counted, possessive, spelled, when } from "../text/saying.js";

/** How the conflict page says who did what, and what there is to do. */

/** @typedef {import("./loading.js").Dispute} Dispute */
/** @typedef {import("./deciding.js").Deciding} Deciding */

/**
 * @param {Dispute} dispute
 * @returns {string} whoever saved first, at the beginning of a sentence
 */
export function them({ isOwn, writer }) {
  return isOwn ? "You" : (writer ?? "Somebody else");
}

/**
 * @param {Dispute} dispute
 * @returns {string} a name for a column or a card
 */
export function they({ isOwn, writer }) {
  return isOwn ? "Other tab" : (writer ?? "They");
}

/**
 * @param {Dispute} dispute
 * @returns {string}
 */
export function theirs({ isOwn, writer }) {
  if (isOwn) return "The other tab’s";
  return writer === undefined ? "Theirs" : possessive(writer);
}

/**
 * @param {Dispute} dispute
 * @param {import("./model.js").Fitted["by"]} by
 * @returns {string} from whom a change that fitted is
 */
export function from({ isOwn, writer }, by) {
  const other = isOwn ? "the other tab" : (writer ?? "them");
  return { current: `from ${other}`, yours: "from you", both: "from both", same: "the same from both" }[by];
}

/**
 * @param {Deciding} deciding
 * @returns {string}
 */
export function headline({ dispute, open, hand, mistake }) {
  if (mistake !== undefined) return "The result is no JSON yet.";
  if (hand !== undefined) return "Corrected by hand. Ready to save.";
  if (open.length === 0) return "All decided. Ready to save.";
  const { isOwn } = dispute;
  const what = dispute.form === "json" ? "field" : "place";
  const need = `${spelled(open.length, `${what} needs`, `${what}s need`)} you.`;
  if (dispute.current === undefined) return isOwn ? "You deleted this in another tab." : `${them(dispute)} deleted this while you were writing.`;
  if (dispute.draft.deletes) return `${them(dispute)} changed this after you opened it.`;
  if (dispute.draft.etag === undefined) return `${isOwn ? "You created this in another tab" : `${them(dispute)} created this first`}. ${need}`;
  return isOwn ? `You saved this in another tab. ${need}` : `${them(dispute)} saved first. ${need}`;
}

const KEPT = "Nothing was overwritten and nothing is lost.";

/**
 * @param {Dispute} dispute
 * @returns {string}
 */
export function lead({ model, base, draft }) {
  const fits = model.fitted.length;
  const both = model.cards.length;
  if (draft.deletes) return `${KEPT} Look at what changed, and say whether it shall still go.`;
  if (base === undefined && draft.etag !== undefined) return `${KEPT} The version that you began from is no longer kept, so every difference is yours to decide.`;
  const fitted = fits === 0 ? "" : ` ${counted(fits, "other change")} ${fits === 1 ? "fits and is" : "fit together and are"} merged already.`;
  return `${KEPT}${fitted} ${both === 0 ? "There is nothing to decide: look at it, and save." : differing(both, draft.etag === undefined)}`;
}

/**
 * @param {number} count
 * @param {boolean} isCreated whether neither began from what the other knew
 */
function differing(count, isCreated) {
  return isCreated ? `${spelled(count, "place differs", "places differ")}.` : `${spelled(count, "place was", "places were")} changed by both.`;
}

/**
 * @param {Deciding} deciding
 * @returns {import("../components/fork.js").Fork}
 */
export function fork({ dispute, open }) {
  const { draft, baseInfo, currentInfo, current, isOwn, writer } = dispute;
  const number = baseInfo?.version ?? draft.version;
  const who = isOwn ? "your other tab" : (writer ?? "somebody");
  const theirVersion = currentInfo === undefined ? who : `v${currentInfo.version} · ${who}, ${when(currentInfo.time)}`;
  return {
    from: draft.etag === undefined ? "nothing yet" : number === undefined ? "before" : `v${number}`,
    fromNote: draft.etag === undefined ? "you began anew" : baseInfo === undefined ? "you opened it" : `of ${when(baseInfo.time)}`,
    theirs: current === undefined ? `${theirVersion}: deleted` : theirVersion,
    yours: `your ${draft.deletes ? "deletion" : "draft"}, ${when(draft.time)}`,
    next: currentInfo === undefined ? "next" : `v${currentInfo.version + 1}`,
    nextNote: open.length === 0 ? "ready" : `${open.length} to decide`,
    settled: open.length === 0,
  };
}

/**
 * What somebody is told whose conflict was overtaken by one more version.
 *
 * @param {Deciding} earlier
 * @param {Deciding} now
 * @returns {string}
 */
export function overtaken(earlier, now) {
  const anew = now.fresh.size === 0 ? "Nothing new needs you." : `${counted(now.fresh.size, "field")} came up anew.`;
  const first = `${them(now.dispute)} saved again while you were deciding.`;
  if (earlier.hand !== undefined) return `${first} What you wrote by hand is your draft now. ${anew}`;
  const stay = Math.min(earlier.decisions.size, now.decisions.size);
  return `${first} ${stay === 0 ? "" : `${counted(stay, "decision")} still ${stay === 1 ? "holds" : "hold"}. `}${anew}`;
}
