#pragma once

#include "base/error.h"
#include "runs/journal.h"

#include <QObject>

#include <functional>
#include <vector>

namespace wallaroo {

class Banner;

/// Offers the runs that a crash ended, the newest first and one after the other: to be gone on with, as a list of rows
/// of which nothing is sent yet, or to be dropped.
class InterruptedRuns final : public QObject {
    Q_OBJECT
public:
    using Title = std::function<QString(const runs::Plan&)>; ///< "Add 3 members"
    using TakeUp = std::function<Result<void>(const runs::RunJournal::Found&)>;

    /// The banner outlives this.
    InterruptedRuns(Banner& banner, Title title, TakeUp takeUp, QObject* parent);

    /// Looks for runs of this instance in a folder and offers the first. How many there are. `own`: who is signed in;
    /// of others' runs it is said whose they are.
    int look(const QString& folder, const QString& instanceId, const QString& own);
    /// What was taken up is over and done with: offers what else there is.
    void offerNext();

Q_SIGNALS:
    void failed(const wallaroo::Error& error);

private:
    void answer(bool goOn);

    Banner& m_banner;
    Title m_title;
    TakeUp m_takeUp;
    std::vector<runs::RunJournal::Found> m_found;
    QString m_own;
    bool m_isAsked = false; ///< the banner shows m_found.front()
};

} // namespace wallaroo
