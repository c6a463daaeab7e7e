#include "pages/interruptedruns.h"

#include "base/displaytext.h"
#include "widgets/banner.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <utility>

namespace wallaroo {

InterruptedRuns::InterruptedRuns(Banner& banner, Title title, TakeUp takeUp, QObject* parent)
    : QObject(parent),
      m_banner(banner),
      m_title(std::move(title)),
      m_takeUp(std::move(takeUp)) {
    connect(&m_banner, &Banner::actionTriggered, this, [this](int index) { answer(index == 0); });
    connect(&m_banner, &Banner::closed, this, [this] { m_isAsked = false; }); // asked again at the next start
}

int InterruptedRuns::look(const QString& folder, const QString& instanceId, const QString& own) {
    m_own = own;
    QStringList unreadable;
    m_found = runs::RunJournal::unfinished(folder, &unreadable);
    if (!unreadable.isEmpty()) {
        Error error;
        error.kind = ErrorKind::FileFailed;
        error.sentence =
            tr("%Ln journals of runs that did not end cannot be read.", nullptr, static_cast<int>(unreadable.size()));
        error.advice = tr("What these runs did is in Activity; the files were set aside.");
        error.details = unreadable.join(u'\n');
        Q_EMIT failed(error);
    }
    const auto isForeign = [&instanceId](const auto& found) { return found.plan.instanceId != instanceId; };
    m_found.erase(std::remove_if(m_found.begin(), m_found.end(), isForeign), m_found.end());
    offerNext();
    return static_cast<int>(m_found.size());
}

void InterruptedRuns::offerNext() {
    if (m_found.empty() || std::exchange(m_isAsked, true))
        return;
    const auto& found = m_found.front();
    const QLocale locale;
    const QString when = locale.toString(QDateTime::fromMSecsSinceEpoch(found.startedAtMs), QLocale::ShortFormat);
    m_banner.setActions(tr("Continue…"), tr("Drop"));
    QString text = tr("“%1” of %2 did not end: %3 of %4 done, %5 unknown.")
                       .arg(m_title(found.plan), when, locale.toString(found.counts.done),
                            locale.toString(found.counts.taking()), locale.toString(found.counts.unknown));
    if (found.plan.actor != m_own)
        text += u' ' + tr("It was begun by %1; what follows is done by you.").arg(isolatedText(found.plan.actor, 80));
    m_banner.showMessage(
        Banner::Kind::Warning, text,
        tr("Continue shows each row first; nothing is sent before you say so. Drop forgets the run and "
           "changes nothing."));
}

void InterruptedRuns::answer(bool goOn) {
    if (!m_isAsked)
        return;
    const auto& run = m_found.front();
    const auto ended = goOn ? m_takeUp(run) : runs::RunJournal::drop(run);
    if (!ended) {
        Q_EMIT failed(ended.error()); // and the offer stands
        return;
    }
    m_found.erase(m_found.begin());
    m_isAsked = false;
    m_banner.clear();
    if (!goOn)
        offerNext();
}

} // namespace wallaroo
