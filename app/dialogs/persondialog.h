#pragma once

#include "domain/user.h"

#include <QDialog>

#include <vector>

namespace wallaroo {

class PickerList;

/// Asks for one person out of several.
class PersonDialog final : public QDialog {
    Q_OBJECT
public:
    enum class Offered { Active, Everybody };

    /// title: the question. Each is told by name, address and id: names are not unique.
    PersonDialog(const QString& title, std::vector<User> people, Offered offered, QWidget* parent = nullptr);

    /// After accepted().
    [[nodiscard]] const User& person() const;

private:
    std::vector<User> m_people; ///< the picker's numbers are places in it
    PickerList* m_picker;
};

} // namespace wallaroo
