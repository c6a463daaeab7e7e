#include "pages/memberfailures.h"

#include "support/accessfeed.h"

#include <QCoreApplication>

#include <utility>

namespace wallaroo {
namespace {

struct Say {
    Q_DECLARE_TR_FUNCTIONS(wallaroo::AccessPage)
};

/// The words of one call speak of its workspace; here they stand for those of several.
Error ofAll(Error error) {
    if (error.kind == ErrorKind::NotAllowed) {
        error.sentence = Say::tr("Your account may not list them.");
        error.advice = Say::tr("Ask owners of these workspaces, or an administrator of this instance.");
    }
    return error;
}

} // namespace

MemberFailures::MemberFailures(AccessFeed& feed, Banner& banner, QObject* parent)
    : QObject(parent),
      m_feed(feed),
      m_banner(banner) {
    // Queued: said after all that is said of the end itself, it is heard.
    connect(&feed, &AccessFeed::finished, this, &MemberFailures::showFailures, Qt::QueuedConnection);
    connect(&feed, &AccessFeed::halted, this, &MemberFailures::showHalt, Qt::QueuedConnection);
    connect(&banner, &Banner::actionTriggered, this, [this] {
        m_banner.clear();
        m_feed.tryAgain();
    });
}

void MemberFailures::expectAnswer() {
    m_isAnswerAwaited = true;
}

void MemberFailures::showFailures() {
    const models::AccessMatrix& matrix = m_feed.matrix();
    int count = 0;
    int archived = 0;
    const Error* first = nullptr;
    for (models::AccessMatrix::Number number = 0; number < matrix.workspaceCount(); ++number) {
        const Error* failure = matrix.isWorkspaceListed(number) ? matrix.failure(number) : nullptr;
        count += failure ? 1 : 0;
        archived += failure && matrix.workspace(number).archived ? 1 : 0;
        first = first ? first : failure;
    }
    if (!first) {
        m_isAnswerAwaited = false;
        if (m_banner.text() == m_said) // asked again from another page
            m_banner.clear();
        return;
    }
    const Error why = ofAll(*first);
    QString text = Say::tr("The members of %Ln workspaces could not be read.", nullptr, count) + u' ' + why.sentence;
    if (archived > 0) // tables leave them out at first, and show fewer
        text += u' ' + Say::tr("Archived among them: %L1.").arg(archived);
    say(Banner::Kind::Warning, text, why);
}

void MemberFailures::showHalt(const Error& error) {
    say(Banner::Kind::Error, error.sentence, error);
}

void MemberFailures::say(Banner::Kind kind, const QString& text, const Error& why) {
    const bool isAwaited = std::exchange(m_isAnswerAwaited, false);
    if (!isAwaited && !m_banner.isHidden() && m_banner.text() == text) // it would be read aloud once more
        return;
    m_said = text;
    m_banner.setActions(Say::tr("Try again"));
    m_banner.showMessage(kind, text, why.advice, why.details);
}

} // namespace wallaroo
