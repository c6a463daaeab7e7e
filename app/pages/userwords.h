#pragma once

#include "dialogs/consequencesheet.h"
#include "runs/plan.h"

#include <QCoreApplication>
#include <QString>

namespace wallaroo {

/// What acts on people are called, and what follows from them, in words.
class UserWords {
    Q_DECLARE_TR_FUNCTIONS(UserWords)
public:
    /// "user.deactivate" of a plan's first step; empty for an empty plan.
    [[nodiscard]] static QString kindOf(const runs::Plan& plan);

    /// Verb and number: "Deactivate 3 users", "Sign 1 user out everywhere"; for buttons and headings.
    [[nodiscard]] static QString act(const QString& kind, int people);

    /// The same of a whole plan: what somebody who left had is taken away in two of them.
    [[nodiscard]] static QString title(const runs::Plan& plan);

    /// "Ana Solano deactivated"; after one act on one person.
    [[nodiscard]] static QString done(const QString& kind, const QString& name);

    struct Place {
        QString instance;       ///< the profile's title
        qint64 tokenLifeMs = 0; ///< of tokens here, as far as known; 0: not known
        qint64 nowMs = 0;       ///< UTC
    };

    /// All that a sheet says of a plan. Names and addresses are made safe here.
    [[nodiscard]] static Consequences consequences(const runs::Plan& plan, const Place& place);

    /// One of the last administrators, perhaps: the sheet asks for the user name.
    static void askForName(Consequences& consequences, const QString& username);

    /// Says what it means for whoever acts, where they are among those whom it is about.
    static void warnOfOwn(Consequences& consequences, const runs::Plan& plan, const QString& ownId);

    /// Whether the act takes something away, so that one person is enough for a consequence sheet.
    [[nodiscard]] static bool losesSomething(const QString& kind);

private:
    [[nodiscard]] static QString summary(const QString& kind);
    [[nodiscard]] static QStringList follows(const QString& kind, const Place& place);
    [[nodiscard]] static QString cannotBeUndone(const QString& kind);
    [[nodiscard]] static QString calls(const runs::Plan& plan);
};

} // namespace wallaroo
