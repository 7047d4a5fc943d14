"""What stands of a result: who says so, and what the model had answered."""

from medviewer.domain.review import ReviewState, StoredResult
from medviewer.reports.document import Conclusion
from medviewer.reports.wording import Wording, percent


def conclusion(stored: StoredResult, say: Wording) -> Conclusion:
    """What stands, in words."""
    model, state = stored.result.diagnosis, stored.state
    answer, status = _model_answer(stored, say), _status(stored, say)
    if state is ReviewState.REJECTED:
        own = stored.review.diagnosis if stored.review else None
        if own and (model is None or own != model.label):
            title = _title(stored, own, say)
            status.append(say("The reader's own diagnosis: {title}.", title=title))
        heading, answer = say("Rejected: no conclusion"), say("{answer} (rejected)", answer=answer)
        return Conclusion(state, None, None, heading, say.sentences(status), answer)
    label = stored.diagnosis_label
    if label is None:
        heading = say("No diagnosis named")
        return Conclusion(state, None, None, heading, say.sentences(status), answer)
    title = _title(stored, label, say)
    if model and label != model.label:
        changed = "The reader changed the diagnosis from {before} to {after}."
        status.append(say(changed, before=say(model.title), after=title))
        answer = say("{answer} (not upheld)", answer=answer)
    elif model is None:
        status.append(say("The reader named the diagnosis."))
    elif stored.review is not None and stored.review.state is ReviewState.CORRECTED:
        status.append(say("The diagnosis was left as it was."))
    heading = title if is_decided(stored) else say("{title} (model only)", title=title)
    return Conclusion(state, label, title, heading, say.sentences(status), answer)


def probabilities_title(stored: StoredResult, say: Wording) -> str:
    """The heading of the probabilities, which says whether their answer still stands."""
    title = say("Calibrated probability by the model")
    model = stored.result.diagnosis
    if stored.state is ReviewState.REJECTED:
        return say("{answer} (rejected)", answer=title)
    upheld = model is None or stored.diagnosis_label == model.label
    return title if upheld else say("{answer} (not upheld)", answer=title)


def is_decided(stored: StoredResult) -> bool:
    """Whether a person stands for the whole of it; who corrects masks does not yet."""
    decided = (ReviewState.ACCEPTED, ReviewState.CORRECTED, ReviewState.REJECTED)
    return stored.review is not None and stored.review.state in decided


def _model_answer(stored: StoredResult, say: Wording) -> str:
    model = stored.result.diagnosis
    if model is None:
        by_hand = stored.result.by_hand
        return say("No model has read this scan" if by_hand else "The model names no diagnosis")
    said = "Model's answer: {title}, probability {share}"
    return say(said, title=say(model.title), share=percent(model.probability))


def _status(stored: StoredResult, say: Wording) -> list[str]:
    review, correction = stored.review, stored.correction
    status = [say("Not reviewed by a person")]
    if review is not None:
        status = [say.decision(review.state, review.reviewer, review.at)]
    if correction is not None:
        by_hand = stored.result.by_hand
        status.append(say.corrected(correction.account, correction.at, by_hand=by_hand))
    return status


def _title(stored: StoredResult, label: str, say: Wording) -> str:
    """What a class is called; a reader's own words for a diagnosis stay as they are."""
    titles = {p.label: p.title for p in stored.result.probabilities}
    if model := stored.result.diagnosis:
        titles[model.label] = model.title
    return say(titles[label]) if label in titles else label
