//! Property enterprises 物业服务企业 and departments 职能部门.

use access::{Action, Level, Permit, ScopePath};
use kernel::{Fault, Moment, OrganizationId, Refusal, Refused};
use place::{Area, At};

use crate::CreditCode;

kernel::words! {
    /// What sort of organisation it is.
    OrganizationKind {
        Enterprise = "enterprise", "物业服务企业", "property enterprise";
        Department = "department", "职能部门", "department";
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organization {
    pub id: OrganizationId,
    pub kind: OrganizationKind,
    pub name: String,
    /// Every enterprise has one, a department may.
    pub credit_code: Option<CreditCode>,
    pub phone: Option<String>,
    /// The area whose officers keep it in the register.
    pub path: ScopePath,
    pub version: i32,
    pub updated_at: Moment,
}

/// What a new organisation is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewOrganization {
    pub id: OrganizationId,
    pub name: String,
    pub credit_code: Option<CreditCode>,
    pub phone: Option<String>,
}

impl Organization {
    /// Registers a property enterprise.
    ///
    /// # Errors
    /// 422 at `credit_code` without one, at `area_id` for a grid.
    pub fn enterprise(
        permit: &Permit,
        new: NewOrganization,
        area: &Area,
        now: Moment,
    ) -> Refused<Self> {
        permit.ensure(Action::EnterpriseCreate)?;
        if new.credit_code.is_none() {
            return Err(Refusal::field("credit_code", Fault::Required));
        }
        Self::create(OrganizationKind::Enterprise, new, area, now)
    }

    /// Registers a department of a district, street or community.
    ///
    /// # Errors
    /// 422 at `area_id` for a grid.
    pub fn department(
        permit: &Permit,
        new: NewOrganization,
        area: &Area,
        now: Moment,
    ) -> Refused<Self> {
        permit.ensure(Action::DepartmentCreate)?;
        Self::create(OrganizationKind::Department, new, area, now)
    }

    /// What the policy decides on: everyone may know of an organisation.
    pub fn subject(&self) -> At {
        At::open(self.path)
    }

    fn create(
        kind: OrganizationKind,
        new: NewOrganization,
        area: &Area,
        now: Moment,
    ) -> Refused<Self> {
        if area.level == Level::Grid {
            return Err(Refusal::field("area_id", Fault::NotAllowed));
        }
        Ok(Self {
            id: new.id,
            kind,
            name: new.name,
            credit_code: new.credit_code,
            phone: new.phone,
            path: area.path,
            version: 1,
            updated_at: now,
        })
    }
}
