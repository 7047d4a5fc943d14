"""What stands of a result: who says so, and what the model had answered."""

from medviewer.domain.review import ReviewState, StoredResult
from medviewer.reports import wording
from medviewer.reports.document import Conclusion


def conclusion(stored: StoredResult) -> Conclusion:
    model, review, state = stored.result.diagnosis, stored.review, stored.state
    titles = {p.label: p.title for p in stored.result.probabilities}
    if model:
        titles[model.label] = model.title
    nothing = wording.NO_MODEL if stored.result.by_hand else "The model names no diagnosis"
    answer = (
        f"Model's answer: {model.title}, probability {wording.percent(model.probability)}"
        if model
        else nothing
    )
    status = wording.UNREVIEWED
    if review is not None:
        status = wording.decision(review.state, review.reviewer, review.at)
    if stored.correction is not None:
        by, at = stored.correction.account, stored.correction.at
        status += f". {wording.corrected(by, at, by_hand=stored.result.by_hand)}"
    if state is ReviewState.REJECTED:
        own = review.diagnosis if review else None
        heading = "Rejected: no conclusion"
        if own and (model is None or own != model.label):
            status += f". The reader's own diagnosis: {titles.get(own, own)}."
        return Conclusion(state, None, None, heading, status, f"{answer} (rejected)")
    label = stored.diagnosis_label
    title = titles.get(label, label) if label else None
    if label is None:
        return Conclusion(state, None, None, "No diagnosis named", status, answer)
    if model and label != model.label:
        status += f". The reader changed the diagnosis from {model.title} to {title}."
        answer += " (not upheld)"
    elif model is None:
        status += ". The reader named the diagnosis."
    elif review is not None and review.state is ReviewState.CORRECTED:
        status += ". The diagnosis was left as it was."
    if not is_decided(stored):
        return Conclusion(state, label, title, f"{title} (model only)", status, answer)
    return Conclusion(state, label, title, str(title), status, answer)


def probabilities_title(stored: StoredResult) -> str:
    title = "Calibrated probability by the model"
    model = stored.result.diagnosis
    if stored.state is ReviewState.REJECTED:
        return f"{title} (rejected)"
    upheld = model is None or stored.diagnosis_label == model.label
    return title if upheld else f"{title} (not upheld)"


def is_decided(stored: StoredResult) -> bool:
    """Whether a person stands for the whole of it; who corrects masks does not yet."""
    decided = (ReviewState.ACCEPTED, ReviewState.CORRECTED, ReviewState.REJECTED)
    return stored.review is not None and stored.review.state in decided
