#pragma once

#include "api/handle.h"
#include "base/error.h"
#include "base/secret.h"
#include "runs/plan.h"

#include <functional>
#include <map>
#include <optional>
#include <vector>

class QObject;

namespace wallaroo::runs {

/// What the server said to a step that it carried out.
struct StepResult {
    QString newId;          ///< of what was created
    Secret secret;          ///< a temporary password; in no journal and no report
    bool hadSecret = false; ///< there was one: after a crash nobody knows it any more
    QString note;           ///< for the result list: "by Keycloak, as the API does not offer it"
    QByteArray requestId;   ///< x-request-id, where one is sent
    bool sentAgain = false; ///< the first copy was answered by 401, the second, after one refresh, was taken
    QJsonObject before;     ///< what the inverse needs to know: "isAdmin" as it was. Kept in the journal
};

/// A step that went out, for reading back what became of it. Of one whose answer was lost the result is empty.
struct Sent {
    Step step;
    StepResult result;
};

/// How a subject is found after a step.
struct ReadBack {
    enum class Applied : quint8 {
        NotTold, ///< it could not be read, or the answer does not carry it
        Yes,
        No
    };
    Applied applied = Applied::NotTold;
    QString text;                 ///< as read: "enabled: false"
    std::optional<Error> error{}; ///< why nothing is told; with No: what it is like instead, where that is worse
    QString newId{};              ///< of what was created, where the answer that told it was lost
};

/// What keeps an item from going on as it was planned.
struct Hindrance {
    QString reason{};                       ///< why all of it is left out; empty: it goes on
    std::map<std::size_t, QString> steps{}; ///< but for these of its steps, and why
};

/// Knows how to carry out steps: one for users, one for workspaces. All callbacks are queued, happen once, and not
/// after the context died.
class Actions {
public:
    using Performed = std::function<void(Result<StepResult>)>;
    using Prepared = std::function<void(std::vector<Hindrance>)>;
    using Read = std::function<void(std::vector<ReadBack>)>;

    Actions() = default;
    virtual ~Actions() = default;
    Actions(const Actions&) = delete;
    Actions& operator=(const Actions&) = delete;

    [[nodiscard]] virtual bool knows(const QString& kind) const = 0;

    /// Looks at the subjects again right before a run: what is in the way of each item ("its e-mail is now …"). Nothing
    /// is in the way of those of the one made here.
    virtual void prepare(const std::vector<Item>& items, QObject* context, Prepared done);

    /// Sends one step, once, in the lane of bulk runs. An error of kind OutcomeUnknown: it may have been applied.
    /// 200 without the effect it stands for (`affected_rows: 0`) is an error, of httpStatus 0: nothing was changed.
    virtual api::Handle perform(const Step& step, QObject* context, Performed done) = 0;

    /// A step that needs an earlier one of its item, with what only that one's result tells: the id of who was created.
    /// The one made here leaves it as it is planned.
    [[nodiscard]] virtual Step filledIn(const Step& step, const StepResult& needed) const;

    /// The run was stopped while this step was on its way: one that takes several calls makes no further ones, unless
    /// half of it would be worse than none or all. The one made here does nothing: most steps are one call.
    virtual void sendNoMore(const Step& step);

    /// Whether these steps show in what the server tells now; one answer per step. Few calls for many steps where the
    /// server can. The one made here knows of none.
    virtual void readBack(const std::vector<Sent>& steps, QObject* context, Read done);

    /// The step that takes this one back; nothing where there is none (a deletion, an e-mail that went out).
    [[nodiscard]] virtual std::optional<Step> inverse(const Step& step, const StepResult& result) const;
};

} // namespace wallaroo::runs
