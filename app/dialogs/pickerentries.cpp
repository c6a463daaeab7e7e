#include "dialogs/pickerentries.h"

#include "base/displaytext.h"
#include "models/textorder.h"

#include <QCoreApplication>

#include <algorithm>

namespace wallaroo {
namespace {

struct Say {
    Q_DECLARE_TR_FUNCTIONS(wallaroo::PickerEntries)
};

using models::AccessMatrix;

void sortByText(std::vector<PickerModel::Entry>& entries) {
    const models::TextOrder order;
    std::stable_sort(entries.begin(), entries.end(), [&order](const auto& a, const auto& b) {
        return order.compare(a.text.toUtf8(), b.text.toUtf8()) < 0;
    });
}

} // namespace

std::vector<PickerModel::Entry> peopleEntries(const AccessMatrix& matrix) {
    std::vector<PickerModel::Entry> active;
    std::vector<PickerModel::Entry> inactive;
    for (AccessMatrix::Number number = 0; number < matrix.personCount(); ++number) {
        if (!matrix.isPersonListed(number))
            continue;
        const User& user = matrix.person(number);
        const QString email = displayText(user.email());
        if (user.status != UserStatus::Inactive)
            active.push_back({number, displayText(user.displayName()), email});
        else
            inactive.push_back({number, displayText(user.displayName()),
                                email.isEmpty() ? Say::tr("inactive") : Say::tr("%1, inactive").arg(email)});
    }
    sortByText(active);
    sortByText(inactive);
    active.insert(active.end(), inactive.begin(), inactive.end());
    return active;
}

std::vector<PickerModel::Entry> workspaceEntries(const AccessMatrix& matrix) {
    std::vector<PickerModel::Entry> entries;
    for (AccessMatrix::Number number = 0; number < matrix.workspaceCount(); ++number) {
        const Workspace& workspace = matrix.workspace(number);
        if (matrix.isWorkspaceListed(number) && !workspace.isDefault() && !workspace.archived)
            entries.push_back({number, displayText(workspace.name), Say::tr("ID %1").arg(workspace.id.number())});
    }
    sortByText(entries);
    return entries;
}

} // namespace wallaroo
