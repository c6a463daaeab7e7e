#pragma once

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <vector>

namespace wallaroo::runs {

/// What a step will send, for a person to read before it happens. Secrets are named, never shown.
struct CallPreview {
    QString method; ///< "POST"
    QString path;   ///< "/v1/api/users/deactivate"
    QString body;   ///< JSON on one line; empty: none

    friend bool operator==(const CallPreview&, const CallPreview&) = default;
};

/// One change to one thing, as data: shown before, kept in the journal, carried out by an Actions.
struct Step {
    QString kind;          ///< "user.deactivate": stable, the word an Actions knows it by
    QJsonObject arguments; ///< ids and plain values; never a secret, for this is what the journal keeps
    CallPreview preview;   ///< shown only, not kept
    int needs = -1;        ///< the step of the same item that has to be done before this one may be sent; -1: none

    friend bool operator==(const Step&, const Step&) = default;
};

/// What becomes of an item whose step was refused.
enum class AfterFailure : quint8 {
    StopHere, ///< the steps after it are not sent
    PutBack,  ///< and those before it are undone by their inverse: half a change of role is worse than none
    GoOn      ///< the steps after it are sent all the same, but for those that need it
};

/// What happens to one person, workspace or membership. Steps go one after the other, items at the same time.
struct Item {
    QString id;    ///< the subject's immutable id; of an invitation the e-mail, as there is no id yet
    QString name;  ///< as it came: display code makes it safe
    QString email; ///< as it came; empty: none
    std::vector<Step> steps;
    AfterFailure afterFailure = AfterFailure::StopHere;
    QStringList consequences; ///< "sole owner of 2 workspaces: fraud, churn"
    QString leftOut;          ///< why nothing will be sent for it ("already inactive"); empty: it takes part
};

/// A bulk run before it runs.
struct Plan {
    QString verb;       ///< "users.deactivate": stable, for journal, report and the words of a screen
    QString instance;   ///< label of the instance: host[:port]
    QString instanceId; ///< both addresses: what a journal of another instance is told by
    QString actor;      ///< user name of who is signed in
    QString begunBy{};  ///< who began it, where that was somebody else: a run that a crash ended. Not in the journal
    std::vector<Item> items;
    QStringList consequences; ///< for the run as a whole
    bool canBeUndone = false; ///< each of its steps has an inverse
    bool isUndo = false;

    /// How many items will be sent.
    [[nodiscard]] int taking() const;
    /// Who is signed in now goes on with it; where somebody else began it, that stays known.
    void goOnAs(const QString& name);
};

} // namespace wallaroo::runs
