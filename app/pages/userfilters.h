#pragma once

#include "base/clock.h"
#include "domain/userfacets.h"

#include <QList>
#include <QObject>
#include <QString>
#include <QStringList>

class QLayout;
class QMenu;
class QPushButton;

namespace wallaroo {

class FilterChoice;
class FilterField;

/// The choices beside the filter field of people: status, type, last sign-in, created, what is asked for; and filters
/// that were saved under a name. Knows no model: it says what is wanted.
class UserFilters final : public QObject {
    Q_OBJECT
public:
    /// Puts its buttons into the row; the widgets belong to `page`.
    UserFilters(FilterField& field, QLayout& row, QWidget* page);

    [[nodiscard]] const UserFacets& facets() const { return m_facets; }

    void setFacets(const UserFacets& facets);

    void clear() { setFacets({}); }

    /// "Status: Inactive, Signed in: not for 90 days"; empty: nothing chosen. For exports.
    [[nodiscard]] QString words() const;

    /// The saved filters, each as JSON; for settings.
    [[nodiscard]] QStringList saved() const;
    void setSaved(const QStringList& saved);

    /// What is chosen, as JSON; for settings. Without "Locked": at a start it would ask Keycloak about everybody.
    [[nodiscard]] QString chosen() const;
    /// Nothing readable in it: any.
    void setChosen(const QString& chosen);

Q_SIGNALS:
    void changed();
    void savedChanged();

private:
    void makeChoices();
    void chooseSignIn(const QString& key);
    void chooseCreated(const QString& key);
    void askForDays();
    void askForName();
    void showFacets();
    void fillSaved();

    FilterField& m_field;
    QWidget* m_page;
    UserFacets m_facets;
    FilterChoice* m_status;
    FilterChoice* m_type;
    FilterChoice* m_signedIn;
    FilterChoice* m_created;
    FilterChoice* m_asked;
    QPushButton* m_savedButton;
    QMenu* m_savedMenu;
    QList<SavedFilter> m_saved;
};

} // namespace wallaroo
