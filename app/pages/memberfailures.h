#pragma once

#include "base/error.h"
#include "widgets/banner.h"

#include <QObject>
#include <QString>

namespace wallaroo {

class AccessFeed;

/// Where members could not be read, cells say "not known": here a banner says why, and lets them be asked again.
class MemberFailures final : public QObject {
    Q_OBJECT
public:
    /// Feed and banner outlive this.
    MemberFailures(AccessFeed& feed, Banner& banner, QObject* parent);

    /// Somebody asked for everything anew: the next failure is said, also where the banner says the same already.
    void expectAnswer();

private:
    void showFailures();
    void showHalt(const Error& error);
    void say(Banner::Kind kind, const QString& text, const Error& why);

    AccessFeed& m_feed;
    Banner& m_banner;
    QString m_said;
    bool m_isAnswerAwaited = false;
};

} // namespace wallaroo
